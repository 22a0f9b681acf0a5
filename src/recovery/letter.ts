import { maskRuc } from '../domain/ruc';
import type { RecoveryFacts } from '../ports/recovery-store';

/** What every mail of a recovery shows. */
export const letterOf = ({ claim, locale, phrase }: RecoveryFacts) => ({
  locale,
  phrase,
  maskedRuc: maskRuc(claim.ruc),
});
