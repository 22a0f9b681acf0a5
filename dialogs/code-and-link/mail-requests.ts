import type { Locale } from '../../src/domain/locale';
import type { MailKind } from '../../src/ports/mail/mail-job';
import type { ChatRecovery, RecoveryView } from '../../src/recovery/recovery';
import type { BotMessage } from '../chat';
import { changeDraft } from '../claim/claim-commands';
import type { Instant } from '../../src/domain/time';
import { lockoutMessage, rateLimitMessage, retryTime } from '../messages/retry-messages';
import type { Command } from '../input/commands';
import { MAIL_CHOICES, noMailsLeftMessage } from './mail-messages';
import { RECOVERY_OVER } from '../recovery-progress';
import type { Transition, OngoingRecovery } from '../transition';

/** Commands that end the recovery or void its code or link. A sentence that seems to ask for one of them only leads to an offer. */
export type OfferedMailCommand = 'in-person' | 'no-mailbox-access' | 'resend';

/** Result of a request about a mail: a remark in the same dialog, or a transition to another one. */
export type MailRequestResult =
  | {
      readonly kind: 'stay';
      readonly remark?: BotMessage;
      /** The command of which the remark asks whether it is to be done. */ readonly offered?: OfferedMailCommand;
    }
  | { readonly kind: 'leave'; readonly transition: Transition };

export interface MailRequest {
  readonly mail: MailKind;
  readonly recovery: OngoingRecovery;
  /** The conversation's language, in which the mail is sent. */
  readonly locale: Locale;
  /** The recovery at the time of the request. */
  readonly view: RecoveryView | undefined;
}

/**
 * Handles the commands that have the same effect for the code and for the link. Returns `undefined` for other commands. After a mail that
 * ended or was not sent, a "yes" requests another one.
 */
export async function handleMailRequest(
  recovery: ChatRecovery,
  request: MailRequest,
  command: Command | undefined,
): Promise<MailRequestResult | undefined> {
  const isYesToOffer = command === 'yes' && isResendOffered(request.view);
  return command === 'resend' || isYesToOffer
    ? resend(recovery, request)
    : command && REQUESTS[command]?.(request, command);
}

const isResendOffered = (view: RecoveryView | undefined): boolean =>
  view?.stage.kind === 'unsent' || view?.stage.kind === 'ended';

/** Whether the code or link in the latest mail still works. */
export const isSecretLive = (view: RecoveryView | undefined): boolean => view?.stage.kind === 'live';

type RequestHandler = (request: MailRequest, command: Command) => MailRequestResult;

const goBack: RequestHandler = ({ recovery }, command) => ({
  kind: 'leave',
  // A command that names an answer leads to that question, any other to the summary.
  transition: { to: 'claim', draft: changeDraft(recovery.draft, command) },
});

const REQUESTS: Partial<Record<Command, RequestHandler>> = {
  'not-received': () => ({
    kind: 'stay',
    remark: { key: 'mail-tips', choices: ['resend', 'no-mailbox-access', 'in-person'] },
  }),
  'no-mailbox-access': () => ({ kind: 'leave', transition: { to: 'in-person', reason: 'unreachable-mailbox' } }),
  'in-person': () => ({ kind: 'leave', transition: { to: 'in-person', reason: 'mail-fails' } }),
  back: goBack,
  recover: goBack,
  correct: goBack,
  'correct-document': goBack,
  'correct-ruc': goBack,
  'correct-branch': goBack,
};

async function resend(
  recovery: ChatRecovery,
  { locale, mail, recovery: { draft, id } }: MailRequest,
): Promise<MailRequestResult> {
  const outcome = await recovery.resend(id, mail, locale);
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
  values: retryTime(until),
  choices: ['not-received', 'no-mailbox-access', 'in-person'],
});

export const stayWith = (remark: BotMessage): MailRequestResult => ({ kind: 'stay', remark });
