import type { Claim } from '../domain/claim';
import { judgeEligibility } from '../domain/eligibility';
import { maskMailbox } from '../domain/email-address';
import type { RecoveryOptions } from './options';
import type { Asker, BeginOutcome } from './recovery';
import { macMailbox, nameRecovery } from './secrets';

/** Checks the claim; when it matches an eligible employer, a recovery begins and its first code is on the way. */
export async function begin(options: RecoveryOptions, claim: Claim, asker: Asker): Promise<BeginOutcome> {
  const { employers, keyRing, phrases, queue, settings, store } = options;

  const record = await employers.find(claim);
  if (record === undefined) return { kind: 'mismatch' };

  const eligibility = judgeEligibility(record);
  if (eligibility.kind === 'ineligible') return eligibility;

  const id = nameRecovery(options, claim);
  const due = await store.create(id, {
    claim,
    mailbox: macMailbox(keyRing, eligibility.mailbox),
    maskedMailbox: settings.emailHint === 'none' ? '' : maskMailbox(eligibility.mailbox),
    credentialVersion: record.credentialVersion,
    phrase: phrases.draw(asker.locale),
    locale: asker.locale,
    replyTo: asker.replyTo,
  });
  if (due.kind === 'paused') return due;

  await queue.add({ kind: 'code', recovery: id });
  return { kind: 'begun', recovery: id };
}
