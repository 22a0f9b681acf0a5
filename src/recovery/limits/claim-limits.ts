import type { Claim } from '../../domain/claim/claim';
import type { Charge, RateLimits } from '../../ports/security/rate-limits';
import { failureCharges, documentCharges, employerCharges, recoveryCharges } from './charges';
import { lockOutAfterLastFailure } from './lockout';
import { refundOnError } from '../giving-back';
import { toRateLimited, type RateLimited, type ExceededCharge } from './rate-limited';
import type { RecoveryOptions } from '../options';
import { recordLimitAlert } from '../raise-alert';
import type { Requester } from '../recovery';

/**
 * Charges a claim before anything is looked up: first whoever asks, then what was typed. In this order, so that who may not ask cannot
 * use up what belongs to others by typing their numbers.
 */
export async function chargeClaim(
  options: RecoveryOptions,
  claim: Claim,
  { account }: Pick<Requester, 'account'>,
): Promise<RateLimited | undefined> {
  const { limits } = options;
  const [failures, recoveries] = [failureCharges(account), recoveryCharges(account)];
  const mayAsk = await limits.charge([...failures, ...recoveries]);
  if (mayAsk.kind === 'refused') {
    // Asking in vain must not cost what comes afterwards.
    await limits.refund([...failures, ...recoveries]);
    return toRateLimited(options, mayAsk);
  }

  const refusals = await refundOnError(limits, [...failures, ...recoveries], () => chargeTyped(limits, claim));
  const [longest] = [...refusals].sort((one, other) => other.retryIn - one.retryIn);
  if (longest === undefined) return undefined;
  // Once for each window.
  for (const { limit } of refusals.filter(({ first }) => first)) recordLimitAlert(options, limit, { claim, account });
  // It stays a failure: otherwise one could go on typing the numbers of others for ever.
  await limits.refund(recoveries);
  await lockOutAfterLastFailure(options, { claim, account });
  return toRateLimited(options, longest);
}

/** An ID that may not be checked any more uses up no employer: otherwise one ID would close as many as one likes. */
async function chargeTyped(limits: RateLimits, claim: Claim): Promise<readonly ExceededCharge[]> {
  const refused = await chargeEach(limits, documentCharges(claim));
  return refused.length > 0 ? refused : chargeEach(limits, employerCharges(claim));
}

/** All at once, and yet each by itself: a refusal that lasts longer would hide that another one is the first of its kind. */
async function chargeEach(limits: RateLimits, charges: readonly Charge[]): Promise<readonly ExceededCharge[]> {
  const answers = await Promise.all(charges.map((one) => limits.charge([one])));
  return answers.filter((answer) => answer.kind === 'refused');
}
