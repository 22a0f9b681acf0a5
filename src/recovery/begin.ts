import type { Claim } from '../domain/claim';
import { judgeEligibility } from '../domain/eligibility';
import { maskMailbox } from '../domain/email-address';
import type { RecoveryFacts } from '../ports/recovery-store';
import { dispatch, newJob } from './mail-jobs';
import type { RecoveryOptions } from './options';
import type { Asker, BeginOutcome } from './recovery';
import { macMailbox, nameRecovery } from './secrets';

/** Checks the claim; when it matches an eligible employer, a recovery begins and its first code is on the way. */
export async function begin(options: RecoveryOptions, claim: Claim, asker: Asker): Promise<BeginOutcome> {
  const { employers, keyRing, ledger, phrases, settings, store } = options;

  const record = await employers.find(claim);
  if (record === undefined) return { kind: 'mismatch' };

  const eligibility = judgeEligibility(record);
  if (eligibility.kind === 'ineligible') return eligibility;

  const mailbox = macMailbox(keyRing, eligibility.mailbox);
  if (await ledger.isBouncing(mailbox)) return { kind: 'ineligible', cause: 'mail-bounces' };

  const id = nameRecovery(options, claim);
  const job = newJob(options, 'code', id);
  const facts: RecoveryFacts = {
    claim,
    mailbox,
    maskedMailbox: settings.emailHint === 'none' ? '' : maskMailbox(eligibility.mailbox),
    credentialVersion: record.credentialVersion,
    phrase: phrases.draw(asker.locale),
    locale: asker.locale,
    replyTo: asker.replyTo,
  };
  const due = await store.create(id, facts, job.id);
  if (due.kind === 'paused') return due;

  await dispatch(options, job);
  return { kind: 'begun', recovery: id };
}
