import type { IntentLabel } from '../../src/understanding/intent-labels';
import type { ChatRecovery } from '../../src/recovery/recovery';
import type { Situation } from '../answers/situation';
import type { BotMessage, Chat } from '../chat';
import type { Command } from '../input/commands';
import type { Listener } from '../input/listener';
import type { Said } from '../input/said';
import { isStageUnreported } from '../recovery-progress';
import { respondToMailIntent } from './mail-intents';
import { MAIL_CHOICES, reminderMessage } from './mail-messages';
import { handleMailRequest, stayWith, wouldVoid, type MailRequest, type MailRequestResult } from './mail-requests';

export interface MailConversationOptions {
  readonly recovery: ChatRecovery;
  readonly listener: Listener;
}

/** Responds to a message while a code or link is awaited: to a command first, then to the sentence. */
export async function respondWhileAwaitingMail(
  { listener, recovery }: MailConversationOptions,
  request: MailRequest,
  { chat, said }: { readonly chat: Chat; readonly said: Said },
): Promise<MailRequestResult> {
  const handled = said.command && (await handleMailRequest(recovery, request, said.command));
  return handled ?? listen(listener, request, { chat, said });
}

/** Intents that matter more than the code beside which they stand: "482913, yo no pedí esto", "me piden que les dé el 482913". */
const BEFORE_THE_CODE: ReadonlySet<IntentLabel> = new Set([
  'not-me',
  'cancel',
  'resend',
  'caller-wants-code',
  'suspicious-mail',
  'phrase',
]);

/** Responds to what matters more than a code in the message. Otherwise answers a question beside the code, and returns `undefined`. */
export async function respondBesideCode(
  { listener }: MailConversationOptions,
  request: MailRequest,
  { chat, said }: { readonly chat: Chat; readonly said: Said },
): Promise<MailRequestResult | undefined> {
  const situation = situationOf(request, chat);
  const intent = listener.sureIntent(said, situation);
  if (intent !== undefined && BEFORE_THE_CODE.has(intent)) return listen(listener, request, { chat, said });
  await listener.listenBeside(chat, said, situation);
  return undefined;
}

const situationOf = ({ mail, recovery, view }: MailRequest, { channel, session }: Chat): Situation => ({
  prompt: mail,
  locale: session.locale,
  channel,
  draft: recovery.draft,
  view,
});

/** Nothing is left to agree to: the code or link is awaited. */
const GOING_ON: ReadonlySet<Command> = new Set(['yes', 'continue']);

async function listen(
  listener: Listener,
  request: MailRequest,
  { chat, said }: { readonly chat: Chat; readonly said: Said },
): Promise<MailRequestResult> {
  const reminder = remind(request);
  if (said.command && GOING_ON.has(said.command)) return reminder;
  const heard = await listener.listen(chat, said, situationOf(request, chat));
  switch (heard.kind) {
    case 'answered':
      return reminder;
    // Without a code or link to ask for, how the mail stands helps more.
    case 'ended':
      return wouldVoid(request.view) ? stayWith(heard.remark) : { kind: 'stay' };
    case 'asked':
      return wouldVoid(request.view) ? stayWith(withMailChoices(heard.remark)) : { kind: 'stay' };
    case 'intent': {
      const { remark } = respondToMailIntent(request, heard) ?? {
        remark: withMailChoices(await listener.notUnderstood(chat, said, heard.miss)),
      };
      return remark ? stayWith(remark) : reminder;
    }
  }
}

const withMailChoices = (remark: BotMessage): BotMessage => ({
  ...remark,
  choices: [...(remark.choices ?? []), ...MAIL_CHOICES],
});

/** Reminds of the code or link. A stage that the person does not know yet is reported instead. */
const remind = ({ session, view }: MailRequest): MailRequestResult => ({
  kind: 'stay',
  remark: isStageUnreported(session, view, undefined) ? undefined : reminderMessage(view),
  isRepeated: true,
});
