import type { Claim } from '../domain/claim/claim';
import { judgeEligibility, type Eligibility } from '../domain/employer/eligibility';
import type { EmployerRecord } from '../domain/employer/employer';
import { maskLegalName } from '../domain/employer/legal-name';
import { maskMailbox, type EmailAddress } from '../domain/mail/email-address';
import type { RecoveryFacts } from '../ports/recovery/recovery-store';
import { recordClaimOutcome } from './audit';
import { reserveClaim, type ClaimReservation } from './limits/claim-limits';
import { reserveFirstCode } from './limits/mail-limits';
import { createMailJob, dispatchMailJob } from './mail/jobs';
import type { RecoveryOptions } from './options';
import type { BeginOutcome, Requester } from './recovery';
import { createRecoveryId, macMailbox, macsOfMailbox } from './secrets/digests';

/** Checks the claim. When it matches an eligible employer, begins a recovery and has its first code mailed. @throws Unavailable */
export async function begin(options: RecoveryOptions, claim: Claim, requester: Requester): Promise<BeginOutcome> {
  const outcome = await tryToBegin(options, claim, requester);
  if (isWorthRecording(outcome)) recordClaimOutcome(options, { claim, account: requester.account }, outcome);
  return outcome;
}

/** A recovery that began is recorded already. A requester over the limit could otherwise fill the trail with refusals. */
const isWorthRecording = (outcome: BeginOutcome): boolean =>
  outcome.kind !== 'begun' && !(outcome.kind === 'rate-limited' && outcome.by === 'requester');

async function tryToBegin(options: RecoveryOptions, claim: Claim, requester: Requester): Promise<BeginOutcome> {
  const reservation = await reserveClaim(options, claim, requester.account);
  if (reservation.kind !== 'reserved') return reservation;

  const checked = await reservation.guard(() => check(options, claim));
  switch (checked.kind) {
    case 'mismatch':
      return (await reservation.keepFailure()) ?? checked;
    case 'ineligible':
      await reservation.release();
      return checked;
    case 'eligible':
      await reservation.keepRecovery();
      return reservation.guard(() => start(options, { claim, reservation, ...checked }, requester));
  }
}

type Checked =
  | (BeginOutcome & { readonly kind: 'mismatch' | 'ineligible' })
  | (Eligibility & { readonly kind: 'eligible'; readonly record: EmployerRecord });

/** Looks up ID, RUC and branch together, in one query: a mismatch does not tell which of them is wrong. */
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
  readonly reservation: ClaimReservation;
}

async function start(options: RecoveryOptions, matched: Matched, requester: Requester): Promise<BeginOutcome> {
  const { claim, mailbox, reservation } = matched;
  const { account, locale } = requester;
  const mail = await reserveFirstCode(options, { claim, account, mailbox });
  if (mail.kind !== 'reserved') {
    await reservation.release();
    return mail;
  }

  const id = await createRecoveryId(options, claim);
  const job = createMailJob(options, { kind: 'code', recovery: id, locale });
  const created = await options.store.create(id, factsOf(options, matched, requester), job.id);
  if (created.kind === 'locked-out') {
    await Promise.all([mail.release(), reservation.release()]);
    return created;
  }
  const outcome: BeginOutcome = { kind: 'begun', recovery: id };
  // Recorded before the mail can be sent, so that the trail keeps the order.
  recordClaimOutcome(options, { claim, account }, outcome);
  await dispatchMailJob(options, job);
  return outcome;
}

const factsOf = (
  { keyRing, phrases, settings }: RecoveryOptions,
  { claim, mailbox, record }: Matched,
  { account, locale, replyTo }: Requester,
): RecoveryFacts => ({
  claim,
  mailbox: macMailbox(keyRing, mailbox),
  maskedMailbox: settings.emailHint === 'none' ? '' : maskMailbox(mailbox),
  maskedName: maskLegalName(record.legalName ?? '', claim.ruc),
  credentialVersion: record.credentialVersion,
  phrase: phrases.draw(locale),
  locale,
  replyTo,
  channel: account.channel,
});
