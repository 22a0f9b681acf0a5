import { judgeEligibility } from '../../domain/employer/eligibility';
import type { EmployerRecord } from '../../domain/employer/employer';
import type { EmailAddress } from '../../domain/mail/email-address';
import type { RecoveryId } from '../../ports/ids';
import type { RecoveryFacts } from '../../ports/recovery/recovery-store';
import { recordEvent } from '../audit';
import type { RecoveryOptions } from '../options';
import { macsOfMailbox } from '../secrets/digests';

export type RecheckOutcome =
  | { readonly kind: 'unchanged'; readonly record: EmployerRecord; readonly mailbox: EmailAddress }
  /** Mailbox, RUC state, key or the record itself changed since the recovery began. */
  | { readonly kind: 'void' };

/** Looks the employer up again. Every step of a recovery requires that its record has not changed since it began. @throws Unavailable */
export async function recheckEmployer(
  { employers, keyRing }: Pick<RecoveryOptions, 'employers' | 'keyRing'>,
  facts: RecoveryFacts,
): Promise<RecheckOutcome> {
  const record = await employers.find(facts.claim);
  if (record === undefined || record.credentialVersion !== facts.credentialVersion) return { kind: 'void' };

  const eligibility = judgeEligibility(record);
  if (eligibility.kind === 'ineligible' || !macsOfMailbox(keyRing, eligibility.mailbox).includes(facts.mailbox))
    return { kind: 'void' };
  return { kind: 'unchanged', record, mailbox: eligibility.mailbox };
}

/** Looks the employer up again, and cancels the recovery when its record has changed since it began. @throws Unavailable */
export async function recheckOrCancel(
  options: RecoveryOptions,
  id: RecoveryId,
  facts: RecoveryFacts,
): Promise<RecheckOutcome> {
  const checked = await recheckEmployer(options, facts);
  if (checked.kind === 'void') await cancelAsVoid(options, id, facts);
  return checked;
}

/** Cancels a recovery whose employer changed since it began. @throws Unavailable */
export async function cancelAsVoid(options: RecoveryOptions, id: RecoveryId, facts: RecoveryFacts): Promise<void> {
  await options.store.cancel(id);
  recordEvent(options, facts, { event: 'recovery-ended', outcome: 'void' });
}
