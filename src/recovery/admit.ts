import type { Claim } from '../domain/claim';
import type { Charge, RateLimits } from '../ports/rate-limits';
import { failuresOf, ofDocument, ofEmployer, recoveriesOf } from './charges';
import { closeIfUsedUp } from './count-failure';
import { givingBack } from './giving-back';
import { limitedBy, type Limited, type Refused } from './limited';
import type { RecoveryOptions } from './options';
import { raiseAlert } from './raise-alert';
import type { Asker } from './recovery';

/**
 * Charges a claim before anything is looked up: first whoever asks, then what was typed. In this order, so that who may not ask cannot
 * use up what belongs to others by typing their numbers.
 */
export async function admit(
  options: RecoveryOptions,
  claim: Claim,
  { origin }: Pick<Asker, 'origin'>,
): Promise<Limited | undefined> {
  const { limits } = options;
  const [failures, recoveries] = [failuresOf(origin), recoveriesOf(origin)];
  const mayAsk = await limits.charge([...failures, ...recoveries]);
  if (mayAsk.kind === 'refused') {
    // Asking in vain must not cost what comes afterwards.
    await limits.refund([...failures, ...recoveries]);
    return limitedBy(options, mayAsk);
  }

  const refusals = await givingBack(limits, [...failures, ...recoveries], () => chargeTyped(limits, claim));
  const [longest] = [...refusals].sort((one, other) => other.retryIn - one.retryIn);
  if (longest === undefined) return undefined;
  // Once for each window.
  for (const { limit } of refusals.filter(({ first }) => first)) raiseAlert(options, limit, { claim, origin });
  // It stays a failure: otherwise one could go on typing the numbers of others for ever.
  await limits.refund(recoveries);
  await closeIfUsedUp(options, { claim, origin });
  return limitedBy(options, longest);
}

/** An ID that may not be checked any more uses up no employer: otherwise one ID would close as many as one likes. */
async function chargeTyped(limits: RateLimits, claim: Claim): Promise<readonly Refused[]> {
  const refused = await chargeEach(limits, ofDocument(claim));
  return refused.length > 0 ? refused : chargeEach(limits, ofEmployer(claim));
}

/** All at once, and yet each by itself: a refusal that lasts longer would hide that another one is the first of its kind. */
async function chargeEach(limits: RateLimits, charges: readonly Charge[]): Promise<readonly Refused[]> {
  const answers = await Promise.all(charges.map((one) => limits.charge([one])));
  return answers.filter((answer) => answer.kind === 'refused');
}
