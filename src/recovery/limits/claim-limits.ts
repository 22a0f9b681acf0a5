import type { Claim } from '../../domain/claim/claim';
import type { SenderAccount } from '../../ports/chat/sender-account';
import type { Charge, RateLimits } from '../../ports/security/rate-limits';
import { recordLimitAlert, type AlertContext } from '../audit';
import type { RecoveryOptions } from '../options';
import {
  claimCharges,
  codeCharge,
  documentCharges,
  failureCharges,
  recoveryCharges,
  targetDocumentCharge,
} from './charges';
import { lockOutAfterLastFailure } from './lockout';
import { toRateLimited, type ExceededCharge, type RateLimited, type TooManyFailures } from './rate-limited';

/**
 * The charges taken before a claim is checked: a failure and a recovery of the requester, and those of the numbers typed. Each method
 * refunds the charges that its outcome does not call for. All throw Unavailable.
 */
export interface ClaimReservation {
  readonly kind: 'reserved';
  /** Runs a step and returns its result. When the step throws, refunds what is still reserved: an outage costs no try. */
  guard<T>(step: () => Promise<T>): Promise<T>;
  /** No employer matched: refunds the recovery. Locks the requester out when this was the last failure allowed. */
  keepFailure(): Promise<TooManyFailures | undefined>;
  /** An eligible employer matched: refunds the failure. What was typed stays charged from now on. */
  keepRecovery(): Promise<void>;
  /** No recovery begins, but not because of what was typed: refunds what is still reserved of the requester. */
  release(): Promise<void>;
}

/**
 * Charges a claim before anything is looked up: first the requester, then what was typed. In this order, a requester who is over the
 * limit cannot use up the limits of others by typing their numbers.
 */
export async function reserveClaim(
  options: RecoveryOptions,
  claim: Claim,
  account: SenderAccount,
): Promise<ClaimReservation | RateLimited> {
  const { limits } = options;
  const requesterCharges = [...failureCharges(account), ...recoveryCharges(account)];
  const requester = await limits.charge(requesterCharges);
  if (requester.kind === 'exceeded') {
    // A claim that is not checked must not cost the requester anything later.
    await limits.refund(requesterCharges);
    return toRateLimited(options, requester);
  }

  const exceeded = await refundOnError(limits, requesterCharges, () => chargeClaim(limits, claim));
  const reservation = createReservation(options, { claim, account });
  const [longest] = [...exceeded].sort((one, other) => other.retryIn - one.retryIn);
  if (longest === undefined) return reservation;
  // One alert for each window.
  for (const { limit } of exceeded.filter(({ first }) => first)) recordLimitAlert(options, limit, { claim, account });
  // The failure stays charged, so that a requester cannot type the numbers of others without end.
  await reservation.keepFailure();
  return toRateLimited(options, longest);
}

function createReservation(options: RecoveryOptions, context: Required<AlertContext>): ClaimReservation {
  const { limits } = options;
  const failures = failureCharges(context.account);
  const recoveries = recoveryCharges(context.account);
  let ofRequester = [...failures, ...recoveries];
  let ofClaim = claimCharges(context.claim);

  return {
    kind: 'reserved',
    guard: (step) => refundOnError(limits, [...ofRequester, ...ofClaim], step),
    async keepFailure() {
      await limits.refund(recoveries);
      return lockOutAfterLastFailure(options, context);
    },
    async keepRecovery() {
      ofRequester = [...recoveries];
      ofClaim = [];
      await limits.refund(failures);
    },
    release: () => limits.refund(ofRequester),
  };
}

async function refundOnError<T>(limits: RateLimits, charges: readonly Charge[], step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    // A failed refund is ignored: the caller needs the error of the step.
    await limits.refund(charges).catch(() => undefined);
    throw error;
  }
}

/**
 * Charges one step after the other, and stops at the first that refuses. A document over its limit charges no employer: otherwise one
 * document could use up the limits of any number of employers. A document that is one too many for an employer charges no code: otherwise
 * simultaneous attempts could each be refused by one of the two limits, and fewer than either allows would pass.
 */
async function chargeClaim(limits: RateLimits, claim: Claim): Promise<readonly ExceededCharge[]> {
  for (const step of [documentCharges(claim), [targetDocumentCharge(claim)], [codeCharge(claim)]]) {
    const exceeded = await chargeEach(limits, step);
    if (exceeded.length > 0) return exceeded;
  }
  return [];
}

/** One call for each charge: a joint answer names only the longest refusal and could hide that another one is the first of its window. */
async function chargeEach(limits: RateLimits, charges: readonly Charge[]): Promise<readonly ExceededCharge[]> {
  const results = await Promise.all(charges.map((one) => limits.charge([one])));
  return results.filter((result) => result.kind === 'exceeded');
}
