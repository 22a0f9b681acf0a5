import type { Claim } from '../../domain/claim/claim';
import type { EmailAddress } from '../../domain/mail/email-address';
import type { MailKind } from '../../ports/mail/mail-job';
import type { Charge } from '../../ports/security/rate-limits';
import { codeCharge, mailboxCharge } from './charges';
import { toRateLimited, type RateLimited } from './rate-limited';
import type { RecoveryOptions } from '../options';
import { recordLimitAlert, type AlertSubject } from '../raise-alert';

export interface ChargedMail {
  readonly mail: MailKind;
  readonly claim: Claim;
  readonly mailbox: EmailAddress;
}

/** What one more mail costs its employer and its mailbox. */
export const mailCharges = ({ claim, mail, mailbox }: ChargedMail): readonly Charge[] =>
  mail === 'code' ? [codeCharge(claim), mailboxCharge(mailbox)] : [mailboxCharge(mailbox)];

/** Answers why there is no mail to be had now. */
export const chargeMail = (options: RecoveryOptions, asked: ChargedMail): Promise<RateLimited | undefined> =>
  chargeInOrder(options, mailCharges(asked), asked);

/** Charges one count after the other: what one refuses costs no other anything. */
export async function chargeInOrder(
  options: RecoveryOptions,
  charges: readonly Charge[],
  asked: AlertSubject,
): Promise<RateLimited | undefined> {
  const { limits } = options;
  const charged: Charge[] = [];
  for (const one of charges) {
    const answer = await limits.charge([one]);
    if (answer.kind === 'refused') {
      if (answer.first) recordLimitAlert(options, answer.limit, asked);
      await limits.refund(charged);
      return toRateLimited(options, answer);
    }
    charged.push(one);
  }
  return undefined;
}

/**
 * The link after a right code counts as a mail like any other, but nothing holds it back: whoever typed the code reads that mailbox, and
 * the code is spent. It is on its way already, so a count that is out of reach is no reason to say that it failed.
 */
export async function countLinkMail({ reportError, limits }: RecoveryOptions, mailbox: EmailAddress): Promise<void> {
  await limits.charge([mailboxCharge(mailbox)]).catch(reportError);
}
