import type { Claim } from '../domain/claim';
import { judgeEligibility, type Eligibility } from '../domain/eligibility';
import { maskMailbox, type EmailAddress } from '../domain/email-address';
import type { EmployerRecord } from '../domain/employer';
import type { RecoveryFacts } from '../ports/recovery-store';
import { admit } from './admit';
import { chargeInTurn } from './charge-mail';
import { failuresOf, mailsTo, recoveriesOf, typedIn } from './charges';
import { closeIfUsedUp } from './count-failure';
import { givingBack } from './giving-back';
import { dispatch, newJob } from './mail-jobs';
import type { RecoveryOptions } from './options';
import { recordClaim } from './record-claim';
import type { Asker, BeginOutcome } from './recovery';
import { macMailbox, macsOfMailbox, nameRecovery } from './secrets';

/** Checks the claim; when it matches an eligible employer, a recovery begins and its first code is on the way. */
export async function begin(options: RecoveryOptions, claim: Claim, asker: Asker): Promise<BeginOutcome> {
  const outcome = await tryToBegin(options, claim, asker);
  if (isWorthRecording(outcome)) recordClaim(options, claim, { origin: asker.origin, outcome });
  return outcome;
}

/** What has begun is recorded by then. Who may not ask at all says so as often as they like, and must not fill the trail with it. */
const isWorthRecording = (outcome: BeginOutcome): boolean =>
  outcome.kind !== 'begun' && !(outcome.kind === 'limited' && outcome.by === 'asker');

async function tryToBegin(options: RecoveryOptions, claim: Claim, asker: Asker): Promise<BeginOutcome> {
  const { limits } = options;
  const { origin } = asker;
  const refused = await admit(options, claim, asker);
  if (refused !== undefined) return refused;

  const [failures, recoveries] = [failuresOf(origin), recoveriesOf(origin)];
  const checked = await givingBack(limits, [...failures, ...recoveries, ...typedIn(claim)], () =>
    check(options, claim),
  );
  switch (checked.kind) {
    case 'mismatch':
      await limits.refund(recoveries);
      return (await closeIfUsedUp(options, { claim, origin })) ?? checked;
    case 'ineligible':
      await limits.refund([...failures, ...recoveries]);
      return checked;
    case 'eligible':
      await limits.refund(failures);
      return givingBack(limits, recoveries, () => start(options, { claim, ...checked }, asker));
  }
}

type Checked =
  | (BeginOutcome & { readonly kind: 'mismatch' | 'ineligible' })
  | (Eligibility & { readonly kind: 'eligible'; readonly record: EmployerRecord });

/** One look-up of the three together. */
async function check({ employers, keyRing, ledger }: RecoveryOptions, claim: Claim): Promise<Checked> {
  const record = await employers.find(claim);
  if (record === undefined) return { kind: 'mismatch' };

  const eligibility = judgeEligibility(record);
  if (eligibility.kind === 'ineligible') return eligibility;
  const isBouncing = await ledger.isBouncing(macsOfMailbox(keyRing, eligibility.mailbox));
  return isBouncing ? { kind: 'ineligible', cause: 'mail-bounces' } : { ...eligibility, record };
}

interface Matched {
  readonly claim: Claim;
  readonly mailbox: EmailAddress;
  readonly record: EmployerRecord;
}

async function start(options: RecoveryOptions, matched: Matched, asker: Asker): Promise<BeginOutcome> {
  const { limits, store } = options;
  const mails = mailsTo(matched.mailbox);
  const refused = await chargeInTurn(options, [mails], { claim: matched.claim, origin: asker.origin });
  if (refused !== undefined) {
    await limits.refund(recoveriesOf(asker.origin));
    return refused;
  }

  const id = await nameRecovery(options, matched.claim);
  const job = newJob(options, 'code', id);
  const due = await store.create(id, factsOf(options, matched, asker), job.id);
  if (due.kind === 'paused') {
    await limits.refund([mails, ...recoveriesOf(asker.origin)]);
    return due;
  }
  const begun: BeginOutcome = { kind: 'begun', recovery: id };
  // Before its mail can be on its way: the trail keeps the order.
  recordClaim(options, matched.claim, { origin: asker.origin, outcome: begun });
  await dispatch(options, job);
  return begun;
}

const factsOf = (
  { keyRing, phrases, settings }: RecoveryOptions,
  { claim, mailbox, record }: Matched,
  { locale, origin, replyTo }: Asker,
): RecoveryFacts => ({
  claim,
  mailbox: macMailbox(keyRing, mailbox),
  maskedMailbox: settings.emailHint === 'none' ? '' : maskMailbox(mailbox),
  credentialVersion: record.credentialVersion,
  phrase: phrases.draw(locale),
  locale,
  replyTo,
  channel: origin.channel,
});
