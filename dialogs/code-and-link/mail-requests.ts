import type { MailKind } from '../../src/domain/recovery/rules';
import type { ChatRecovery, RecoveryView } from '../../src/recovery/recovery';
import type { BotMessage } from '../chat';
import { changeDraft } from '../claim/claim-commands';
import type { Instant } from '../../src/domain/time';
import { lockoutMessage, rateLimitMessage } from '../messages/retry-messages';
import type { Command, GivenCommand } from '../input/commands';
import { offer } from '../input/offers';
import type { Session } from '../session';
import { MAIL_CHOICES, noMailsLeftMessage } from './mail-messages';
import { RECOVERY_OVER } from '../recovery-progress';
import type { Transition, OngoingRecovery } from '../transition';

/** Result of a request about a mail: a remark in the same dialog, or a transition to another one. */
export type MailRequestResult =
  | {
      readonly kind: 'stay';
      readonly remark?: BotMessage | undefined;
      /** Something else was answered, and the same question is put again with its card. */
      readonly isRepeated?: boolean;
    }
  | { readonly kind: 'leave'; readonly transition: Transition };

export interface MailRequest {
  readonly mail: MailKind;
  readonly recovery: OngoingRecovery;
  /** The recovery at the time of the request. */
  readonly view: RecoveryView | undefined;
  readonly session: Session;
  /** Whether the person has said yes to the question that names the effect. */
  readonly isConfirmed: boolean;
}

/**
 * Handles the commands that have the same effect for the code and for the link. Returns `undefined` for other commands. After a mail that
 * ended or was not sent, a "yes" requests another one.
 */
export async function handleMailRequest(
  recovery: ChatRecovery,
  request: MailRequest,
  command: GivenCommand,
): Promise<MailRequestResult | undefined> {
  const isYesToResend = command === 'yes' && isResendOffered(request.view);
  if (command === 'resend' || isYesToResend) return resend(recovery, request);
  return LEAVING.has(command) ? leaveForClaim(request, command) : undefined;
}

const isResendOffered = (view: RecoveryView | undefined): boolean =>
  view?.stage.kind === 'unsent' || view?.stage.kind === 'ended';

/** Whether the code or link in the latest mail still works. */
export const isSecretLive = (view: RecoveryView | undefined): boolean => view?.stage.kind === 'live';

/** Whether leaving would void something: a live code or link, or the page that a link has opened. */
export const wouldVoid = (view: RecoveryView | undefined): boolean =>
  isSecretLive(view) || view?.stage.kind === 'opened';

/** Commands that leave for the claim or the menu, which voids a live code or link. */
const LEAVING: ReadonlySet<Command> = new Set([
  'menu',
  'restart',
  'back',
  'recover',
  'correct',
  'correct-document',
  'correct-ruc',
  'correct-branch',
]);

/** Commands that do not lead back to the answers. */
const ENDING: ReadonlySet<Command> = new Set(['cancel', 'menu', 'restart']);

/** Returns the question whether to leave while a code, link or page lives. It says that the code or link stops working. */
export const offerToLeave = (session: Session, mail: MailKind, command: Command): BotMessage =>
  offer(session, command, `${mail}.offer.${ENDING.has(command) ? 'cancel' : 'leave'}`);

function leaveForClaim(
  { isConfirmed, mail, recovery, session, view }: MailRequest,
  command: GivenCommand,
): MailRequestResult {
  if (wouldVoid(view) && !isConfirmed) return stayWith(offerToLeave(session, mail, command));
  if (command === 'menu') return { kind: 'leave', transition: { to: 'menu' } };
  // A command that names an answer leads to that question, any other to the summary.
  return { kind: 'leave', transition: { to: 'claim', draft: changeDraft(recovery.draft, command) } };
}

async function resend(
  recovery: ChatRecovery,
  { mail, recovery: { draft, id }, session }: MailRequest,
): Promise<MailRequestResult> {
  const outcome = await recovery.resend(id, mail, session.locale);
  switch (outcome.kind) {
    case 'owed':
      await recovery.awaitMail(id, mail);
      return { kind: 'stay' };
    case 'too-soon': {
      const view = await recovery.view(id);
      // The status message already says that the mail is being sent.
      if (view?.stage.kind === 'sending') return { kind: 'stay' };
      const alive = isSecretLive(view) ? 'yes' : 'no';
      return stayWith({ key: `${mail}.too-soon`, values: { seconds: outcome.seconds, alive }, choices: MAIL_CHOICES });
    }
    case 'used-up':
      return stayWith(noMailsLeftMessage(mail));
    case 'rate-limited':
      return stayWith(
        isSecretLive(await recovery.view(id)) ? resendLimitMessage(mail, outcome.until) : rateLimitMessage(outcome),
      );
    case 'locked-out':
      return stayWith(lockoutMessage(outcome));
    case 'gone':
      return { kind: 'leave', transition: { to: 'claim', draft, remark: RECOVERY_OVER } };
    case 'bounces':
      return { kind: 'leave', transition: { to: 'in-person', reason: 'mail-bounces' } };
    case 'void':
      return { kind: 'leave', transition: { to: 'menu', remark: { key: 'recovery.void' } } };
  }
}

/** Replaces `rateLimitMessage` while the last code or link still works. */
const resendLimitMessage = (mail: MailKind, until: Instant): BotMessage => ({
  key: `${mail}.rate-limited`,
  until,
  choices: ['not-received', 'no-mailbox-access', 'in-person'],
});

export const stayWith = (remark: BotMessage): MailRequestResult => ({ kind: 'stay', remark });
