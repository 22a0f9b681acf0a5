import type { Brand } from '../domain/brand';

/** Random: names a piece of work and nobody's person. */
export type CorrelationId = Brand<string, 'CorrelationId'>;

/** One name for all that is done because of one request: its turn, its mail jobs in whichever process, the news that comes of them. */
export interface Correlation {
  /** Of the work under way; nothing outside of any. */
  current(): CorrelationId | undefined;
  /** Does work of its own, under a new name. */
  begin<T>(work: () => T): T;
  /** Goes on with work that began elsewhere; where its name is not known, under a new one. */
  resume<T>(id: CorrelationId | undefined, work: () => T): T;
}
