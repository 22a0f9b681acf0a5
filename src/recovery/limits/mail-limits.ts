import type { EmailAddress } from '../../domain/mail/email-address';
import type { MailKind } from '../../domain/recovery/rules';
import type { Charge } from '../../ports/security/rate-limits';
import { recordLimitAlert, type AlertContext } from '../audit';
import type { RecoveryOptions } from '../options';
import { codeCharge, mailboxCharge } from './charges';
import { toRateLimited, type RateLimited } from './rate-limited';

/** What one mail was charged before it is owed. */
export interface MailReservation {
  readonly kind: 'reserved';
  /** The mail is not owed after all: refunds its charges. @throws Unavailable */
  release(): Promise<void>;
}

/** One mail of a claim, and the mailbox that it is charged to. */
export interface ChargedMail extends AlertContext {
  readonly mailbox: EmailAddress;
}

/** Charges the first code of a recovery to its mailbox; its target was charged with the claim. @throws Unavailable */
export const reserveFirstCode = (options: RecoveryOptions, mail: ChargedMail) =>
  reserveInOrder(options, [mailboxCharge(mail.mailbox)], mail);

/** Charges one more mail to its mailbox, and a code to its target as well. @throws Unavailable */
export const reserveMail = (options: RecoveryOptions, kind: MailKind, mail: ChargedMail) =>
  reserveInOrder(options, [...(kind === 'code' ? [codeCharge(mail.claim)] : []), mailboxCharge(mail.mailbox)], mail);

/** Charges one count after the other; when one is exceeded, refunds those before it. */
async function reserveInOrder(
  options: RecoveryOptions,
  charges: readonly Charge[],
  context: AlertContext,
): Promise<MailReservation | RateLimited> {
  const { limits } = options;
  const charged: Charge[] = [];
  for (const charge of charges) {
    const result = await limits.charge([charge]);
    if (result.kind === 'exceeded') {
      if (result.first) recordLimitAlert(options, result.limit, context);
      await limits.refund(charged);
      return toRateLimited(options, result);
    }
    charged.push(charge);
  }
  return { kind: 'reserved', release: () => limits.refund(charges) };
}

/**
 * Counts the link mail after a verified code, but never refuses it: the person reads that mailbox, and the code is used. The link is
 * owed by then, so rate limits that are down are reported and do not fail the step.
 */
export async function countLinkMail({ limits, reportError }: RecoveryOptions, mailbox: EmailAddress): Promise<void> {
  await limits.charge([mailboxCharge(mailbox)]).catch(reportError);
}
