import type { Brand } from '../domain/brand';

/**
 * `<target>.<random>`: names one recovery and, by its first part, its target: the MAC of ID, RUC and branch together. Recoveries
 * of one target share its failures, and their keys one hash tag. No secret.
 */
export type RecoveryId = Brand<string, 'RecoveryId'>;
