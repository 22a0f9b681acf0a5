import type { Lockout } from '../../src/domain/recovery/lockout';
import type { MailKind } from '../../src/ports/mail/mail-job';
import type { ChatRecovery, RecoveryView } from '../../src/recovery/recovery';
import type { BotMessage } from '../chat';
import { changeDraft } from '../claim/claim-commands';
import type { Instant } from '../../src/domain/time';
import { retryTime } from '../messages/retry-messages';
import type { Command } from '../input/commands';
import { rateLimitMessage } from '../limited-line';
import { MAIL_CHOICES, noMailsLeftMessage } from './mail-messages';
import { RECOVERY_OVER } from '../recovery-progress';
import type { Transition, OngoingRecovery } from '../transition';

/** What a request about a mail came to: a word on it while we stay, or another place to go. */
export type MailRequestResult =
  { readonly kind: 'stay'; readonly remark?: BotMessage } | { readonly kind: 'go'; readonly next: Transition };

export interface MailRequest {
  readonly mail: MailKind;
  readonly recovery: OngoingRecovery;
  /** How it stands as the person asks. */
  readonly view: RecoveryView | undefined;
}

/**
 * The commands that mean the same whether a code or a link is awaited; undefined for any other. A "yes" takes what is offered: after
 * a mail that no longer serves, another one.
 */
export async function handleMailRequest(
  recovery: ChatRecovery,
  request: MailRequest,
  command: Command | undefined,
): Promise<MailRequestResult | undefined> {
  const isOffered = command === 'yes' && isOver(request.view);
  return command === 'resend' || isOffered
    ? resend(recovery, request)
    : command && REQUESTS[command]?.(request, command);
}

/** Whether another mail is what there is to say yes to. */
const isOver = (view: RecoveryView | undefined): boolean =>
  view?.stage.kind === 'unsent' || view?.stage.kind === 'ended';

/** Whether the code or link in the newest mail still serves. */
export const isSecretLive = (view: RecoveryView | undefined): boolean => view?.stage.kind === 'live';

type Request = (request: MailRequest, command: Command) => MailRequestResult;

const goBack: Request = ({ recovery }, command) => ({
  kind: 'go',
  // With the answer to correct named, that one is asked at once; otherwise the summary is shown.
  next: { go: 'claim', draft: changeDraft(recovery.draft, command) },
});

const REQUESTS: Partial<Record<Command, Request>> = {
  'not-received': () => ({
    kind: 'stay',
    remark: { key: 'mail-tips', choices: ['resend', 'no-mailbox-access', 'in-person'] },
  }),
  'no-mailbox-access': () => ({ kind: 'go', next: { go: 'in-person', reason: 'unreachable-mailbox' } }),
  'in-person': () => ({ kind: 'go', next: { go: 'in-person', reason: 'mail-fails' } }),
  back: goBack,
  recover: goBack,
  correct: goBack,
  'correct-document': goBack,
  'correct-ruc': goBack,
  'correct-branch': goBack,
};

async function resend(
  recovery: ChatRecovery,
  { mail, recovery: { draft, id } }: MailRequest,
): Promise<MailRequestResult> {
  const outcome = await recovery.resend(id, mail);
  switch (outcome.kind) {
    case 'owed':
      await recovery.awaitMail(id, mail);
      return { kind: 'stay' };
    case 'too-soon': {
      const view = await recovery.view(id);
      // Nothing else to say than that it is on its way.
      if (view?.stage.kind === 'sending') return { kind: 'stay' };
      const alive = isSecretLive(view) ? 'yes' : 'no';
      return stayWith({ key: `${mail}.too-soon`, values: { seconds: outcome.seconds, alive }, choices: MAIL_CHOICES });
    }
    case 'used-up':
      return stayWith(noMailsLeftMessage(mail));
    case 'rate-limited':
      return stayWith(
        isSecretLive(await recovery.view(id)) ? enoughLine(mail, outcome.until) : rateLimitMessage(outcome),
      );
    case 'locked-out':
      return stayWith(lockoutMessage(outcome));
    case 'gone':
      return { kind: 'go', next: { go: 'claim', draft, remark: RECOVERY_OVER } };
    case 'bounces':
      return { kind: 'go', next: { go: 'in-person', reason: 'mail-bounces' } };
    case 'void':
      return { kind: 'go', next: { go: 'menu', remark: { key: 'recovery.void' } } };
  }
}

/** No other one for now, and none is needed. */
const enoughLine = (mail: MailKind, until: Instant): BotMessage => ({
  key: `${mail}.enough`,
  values: retryTime(until),
  choices: ['not-received', 'no-mailbox-access', 'in-person'],
});

export const stayWith = (remark: BotMessage): MailRequestResult => ({ kind: 'stay', remark });

export const lockoutMessage = ({ cause, until }: Lockout): BotMessage => ({
  key: cause === 'disavowed' ? 'target.disavowed' : 'target.paused',
  values: retryTime(until),
  choices: ['in-person', 'cancel'],
  countdown: null,
});
