import type { Claim } from '../domain/claim/claim';
import { judgeEligibility, type Eligibility } from '../domain/employer/eligibility';
import { maskMailbox, type EmailAddress } from '../domain/mail/email-address';
import type { EmployerRecord } from '../domain/employer/employer';
import type { RecoveryFacts } from '../ports/recovery/recovery-store';
import { chargeClaim } from './limits/claim-limits';
import { chargeInOrder } from './limits/mail-limits';
import { failureCharges, mailboxCharge, recoveryCharges, claimCharges } from './limits/charges';
import { lockOutAfterLastFailure } from './limits/lockout';
import { refundOnError } from './giving-back';
import { dispatchMailJob, createMailJob } from './mail/jobs';
import type { RecoveryOptions } from './options';
import { recordClaimOutcome } from './record-claim';
import type { Requester, BeginOutcome } from './recovery';
import { macMailbox, macsOfMailbox, createRecoveryId } from './secrets/digests';

/** Checks the claim; when it matches an eligible employer, a recovery begins and its first code is on the way. */
export async function begin(options: RecoveryOptions, claim: Claim, asker: Requester): Promise<BeginOutcome> {
  const outcome = await tryToBegin(options, claim, asker);
  if (isWorthRecording(outcome)) recordClaimOutcome(options, claim, { origin: asker.account, outcome });
  return outcome;
}

/** What has begun is recorded by then. Who may not ask at all says so as often as they like, and must not fill the trail with it. */
const isWorthRecording = (outcome: BeginOutcome): boolean =>
  outcome.kind !== 'begun' && !(outcome.kind === 'limited' && outcome.by === 'asker');

async function tryToBegin(options: RecoveryOptions, claim: Claim, asker: Requester): Promise<BeginOutcome> {
  const { limits } = options;
  const { account } = asker;
  const refused = await chargeClaim(options, claim, asker);
  if (refused !== undefined) return refused;

  const [failures, recoveries] = [failureCharges(account), recoveryCharges(account)];
  const checked = await refundOnError(limits, [...failures, ...recoveries, ...claimCharges(claim)], () =>
    check(options, claim),
  );
  switch (checked.kind) {
    case 'mismatch':
      await limits.refund(recoveries);
      return (await lockOutAfterLastFailure(options, { claim, account })) ?? checked;
    case 'ineligible':
      await limits.refund([...failures, ...recoveries]);
      return checked;
    case 'eligible':
      await limits.refund(failures);
      return refundOnError(limits, recoveries, () => start(options, { claim, ...checked }, asker));
  }
}

type Checked =
  | (BeginOutcome & { readonly kind: 'mismatch' | 'ineligible' })
  | (Eligibility & { readonly kind: 'eligible'; readonly record: EmployerRecord });

/** One look-up of the three together. */
async function check({ employers, keyRing, sentMails }: RecoveryOptions, claim: Claim): Promise<Checked> {
  const record = await employers.find(claim);
  if (record === undefined) return { kind: 'mismatch' };

  const eligibility = judgeEligibility(record);
  if (eligibility.kind === 'ineligible') return eligibility;
  const isBouncing = await sentMails.isBouncing(macsOfMailbox(keyRing, eligibility.mailbox));
  return isBouncing ? { kind: 'ineligible', cause: 'mail-bounces' } : { ...eligibility, record };
}

interface Matched {
  readonly claim: Claim;
  readonly mailbox: EmailAddress;
  readonly record: EmployerRecord;
}

async function start(options: RecoveryOptions, matched: Matched, asker: Requester): Promise<BeginOutcome> {
  const { limits, store } = options;
  const mails = mailboxCharge(matched.mailbox);
  const refused = await chargeInOrder(options, [mails], { claim: matched.claim, account: asker.account });
  if (refused !== undefined) {
    await limits.refund(recoveryCharges(asker.account));
    return refused;
  }

  const id = await createRecoveryId(options, matched.claim);
  const job = createMailJob(options, 'code', id);
  const due = await store.create(id, factsOf(options, matched, asker), job.id);
  if (due.kind === 'paused') {
    await limits.refund([mails, ...recoveryCharges(asker.account)]);
    return due;
  }
  const begun: BeginOutcome = { kind: 'begun', recovery: id };
  // Before its mail can be on its way: the trail keeps the order.
  recordClaimOutcome(options, matched.claim, { origin: asker.account, outcome: begun });
  await dispatchMailJob(options, job);
  return begun;
}

const factsOf = (
  { keyRing, phrases, settings }: RecoveryOptions,
  { claim, mailbox, record }: Matched,
  { locale, account, replyTo }: Requester,
): RecoveryFacts => ({
  claim,
  mailbox: macMailbox(keyRing, mailbox),
  maskedMailbox: settings.emailHint === 'none' ? '' : maskMailbox(mailbox),
  credentialVersion: record.credentialVersion,
  phrase: phrases.draw(locale),
  locale,
  replyTo,
  channel: account.channel,
});
