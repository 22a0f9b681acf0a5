import type { MailKind } from '../../src/ports/mail/mail-job';
import type { ChatRecovery, RecoveryView } from '../../src/recovery/recovery';
import type { BotMessage } from '../chat';
import type { Command, CommandReader } from '../input/commands';
import type { InferredIntent, IntentReader } from '../input/intents';
import {
  handleMailRequest,
  isSecretLive,
  type MailRequest,
  type MailRequestResult,
  type OfferedMailCommand,
} from './mail-requests';

type MailIntent = OfferedMailCommand | 'not-received' | 'yes';

/** Reads a message while a mail is awaited: a command, or the intent of a sentence. */
export type MailReplyReader = (text: string) => Command | InferredIntent<MailIntent> | undefined;

export const createMailReplyReader =
  (readCommand: CommandReader, readIntent: IntentReader): MailReplyReader =>
  (text) =>
    readCommand(text) ?? readIntent(text, ['not-received', 'no-mailbox-access', 'resend', 'in-person', 'yes']);

/** A command to handle, a question whose "yes" is a command, or a "no" to such a question. */
export type MailReply =
  | { readonly kind: 'declined' }
  | { readonly kind: 'command'; readonly command: Command | undefined }
  | { readonly kind: 'offer'; readonly offered: OfferedMailCommand; readonly question: BotMessage };

/** Decides what a message does. `offered` is the command that the last message offered. */
export function readMailReply(
  said: ReturnType<MailReplyReader>,
  offered: OfferedMailCommand | undefined,
  { mail, view }: { readonly mail: MailKind; readonly view: RecoveryView | undefined },
): MailReply {
  if (offered && said === 'no') return { kind: 'declined' };
  if (typeof said !== 'object') return { kind: 'command', command: said === 'yes' ? (offered ?? said) : said };
  return readInferredReply(said.inferred, mail, view);
}

/** Returns the command that a reply gives, if any. */
export const commandOf = (reply: MailReply): Command | undefined =>
  reply.kind === 'command' ? reply.command : undefined;

/** Asks the question of an offer, or handles the command. Returns `undefined` when the reply is neither. */
export async function handleMailReply(
  recovery: ChatRecovery,
  request: MailRequest,
  reply: MailReply,
): Promise<MailRequestResult | undefined> {
  if (reply.kind === 'offer') return { kind: 'stay', remark: reply.question, offered: reply.offered };
  return handleMailRequest(recovery, request, commandOf(reply));
}

/** A missing mail is only explained, and a new mail voids nothing when no code or link is live. Everything else is offered. */
function readInferredReply(intent: MailIntent, mail: MailKind, view: RecoveryView | undefined): MailReply {
  switch (intent) {
    case 'not-received':
    case 'yes':
      return { kind: 'command', command: intent };
    case 'resend':
      return isSecretLive(view) ? offer(intent, `${mail}.offer.resend`) : { kind: 'command', command: intent };
    case 'in-person':
    case 'no-mailbox-access':
      return offer(intent, 'mail-offer.in-person');
  }
}

const offer = (offered: OfferedMailCommand, key: BotMessage['key']): MailReply => ({
  kind: 'offer',
  offered,
  question: { key, choices: ['yes', 'no'] },
});
