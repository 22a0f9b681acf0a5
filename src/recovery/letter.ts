import { maskRuc } from '../domain/claim/ruc';
import type { RecoveryFacts } from '../ports/recovery/recovery-store';

/** What every mail of a recovery shows. */
export const commonMailFields = ({ claim, locale, phrase }: RecoveryFacts) => ({
  locale,
  phrase,
  maskedRuc: maskRuc(claim.ruc),
});
