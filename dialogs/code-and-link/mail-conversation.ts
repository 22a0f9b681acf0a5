import type { IntentLabel } from '../../src/understanding/intent-labels';
import type { ChatRecovery } from '../../src/recovery/recovery';
import type { Situation } from '../answers/situation';
import type { BotMessage, Chat } from '../chat';
import type { Listener } from '../input/listener';
import type { Said } from '../input/said';
import { isStageUnreported } from '../recovery-progress';
import { respondToMailIntent } from './mail-intents';
import { reminderMessage } from './mail-messages';
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

/** Intents that matter more than the code beside which they stand. */
const BEFORE_THE_CODE: ReadonlySet<IntentLabel> = new Set(['not-me', 'cancel', 'resend']);

/** Answers a question that stands beside a code, and returns what an intent beside it leads to: "482913, yo no pedí esto". */
export async function respondBesideCode(
  { listener }: MailConversationOptions,
  request: MailRequest,
  { chat, said }: { readonly chat: Chat; readonly said: Said },
): Promise<BotMessage | undefined> {
  const heard = await listener.listenBeside(chat, said, situationOf(request, chat));
  return heard && BEFORE_THE_CODE.has(heard.intent) ? respondToMailIntent(request, heard)?.remark : undefined;
}

const situationOf = ({ mail, recovery, view }: MailRequest, { channel, session }: Chat): Situation => ({
  prompt: mail,
  locale: session.locale,
  channel,
  draft: recovery.draft,
  view,
});

async function listen(
  listener: Listener,
  request: MailRequest,
  { chat, said }: { readonly chat: Chat; readonly said: Said },
): Promise<MailRequestResult> {
  const reminder = remind(request);
  if (said.command === 'yes') return reminder;
  const heard = await listener.listen(chat, said, situationOf(request, chat));
  if (heard.kind === 'answered') return reminder;
  if (heard.kind === 'ended') return stayWith(heard.remark);
  // Without a code or link to ask for, how the mail stands helps more.
  if (heard.kind === 'asked') return wouldVoid(request.view) ? stayWith(heard.remark) : { kind: 'stay' };
  const response = respondToMailIntent(request, heard);
  if (response === undefined) return stayWith(await listener.notUnderstood(chat, said, heard.miss));
  return response.remark ? stayWith(response.remark) : reminder;
}

/** Reminds of the code or link. A stage that the person does not know yet is reported instead. */
const remind = ({ session, view }: MailRequest): MailRequestResult => ({
  kind: 'stay',
  remark: isStageUnreported(session, view, undefined) ? undefined : reminderMessage(view),
  isRepeated: true,
});
