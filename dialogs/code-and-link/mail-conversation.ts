import type { ChatRecovery } from '../../src/recovery/recovery';
import type { Chat } from '../chat';
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

async function listen(
  listener: Listener,
  request: MailRequest,
  { chat, said }: { readonly chat: Chat; readonly said: Said },
): Promise<MailRequestResult> {
  const reminder = remind(request);
  if (said.command === 'yes') return reminder;
  const { mail, recovery, view } = request;
  const { channel, session } = chat;
  const situation = { prompt: mail, locale: session.locale, channel, draft: recovery.draft, view };
  const heard = await listener.listen(chat, said, situation);
  if (heard.kind === 'answered') return reminder;
  // Without a code or link to ask for, how the mail stands helps more.
  if (heard.kind === 'asked') return wouldVoid(view) ? stayWith(heard.remark) : { kind: 'stay' };
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
