import type { Claim } from '../domain/claim';
import type { EmailAddress } from '../domain/email-address';
import type { MailKind } from '../ports/mail-job';
import type { Charge } from '../ports/rate-limits';
import { codesOf, mailsTo } from './charges';
import { limitedBy, type Limited } from './limited';
import type { RecoveryOptions } from './options';
import { raiseAlert, type Asked } from './raise-alert';

export interface AskedMail {
  readonly mail: MailKind;
  readonly claim: Claim;
  readonly mailbox: EmailAddress;
}

/** What one more mail costs its employer and its mailbox. */
export const chargesOf = ({ claim, mail, mailbox }: AskedMail): readonly Charge[] =>
  mail === 'code' ? [codesOf(claim), mailsTo(mailbox)] : [mailsTo(mailbox)];

/** Answers why there is no mail to be had now. */
export const chargeMail = (options: RecoveryOptions, asked: AskedMail): Promise<Limited | undefined> =>
  chargeInTurn(options, chargesOf(asked), asked);

/** Charges one count after the other: what one refuses costs no other anything. */
export async function chargeInTurn(
  options: RecoveryOptions,
  charges: readonly Charge[],
  asked: Asked,
): Promise<Limited | undefined> {
  const { limits } = options;
  const charged: Charge[] = [];
  for (const one of charges) {
    const answer = await limits.charge([one]);
    if (answer.kind === 'refused') {
      if (answer.first) raiseAlert(options, answer.limit, asked);
      await limits.refund(charged);
      return limitedBy(options, answer);
    }
    charged.push(one);
  }
  return undefined;
}

/**
 * The link after a right code counts as a mail like any other, but nothing holds it back: whoever typed the code reads that mailbox, and
 * the code is spent. It is on its way already, so a count that is out of reach is no reason to say that it failed.
 */
export async function countLink({ alarm, limits }: RecoveryOptions, mailbox: EmailAddress): Promise<void> {
  await limits.charge([mailsTo(mailbox)]).catch(alarm);
}
