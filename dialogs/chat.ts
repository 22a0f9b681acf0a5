import type { ExpectedAnswer } from '../src/domain/expected-answer';
import type { MessageDescriptor } from '../src/i18n/translate';
import type { ChannelCapabilities } from '../src/domain/channel';
import type { Countdown } from '../src/domain/recovery/countdown';
import type { Instant } from '../src/domain/time';
import type { SenderAccount } from '../src/ports/chat/sender-account';
import type { ReplyAddress } from '../src/ports/ids';
import type { Card, ClaimFormValues } from './messages/card';
import type { IntentLabel } from '../src/understanding/intent-labels';
import type { Command } from './input/commands';
import type { Miss } from './input/miss';
import type { TurnContext } from './framework';
import type { Session } from './session';

/** One message of the bot as a locale key. It is translated when it is sent, into the session's language at that moment. */
export interface BotMessage extends MessageDescriptor {
  /** Replies that the person can tap instead of typing. */
  readonly choices?: readonly Choice[];
  /** The choices can also be picked by their place, such as "la primera". Not where a number would be an answer. */
  readonly isListed?: boolean;
  /** The answer that the message asks for; a channel may offer a keyboard and a label for it. Without it, any text. */
  readonly expects?: ExpectedAnswer;
  /**
   * Countdown to show from now on; the text may name its `{minutes}` and `{time}`. `null` stops the current one; without it, the current one
   * continues.
   */
  readonly countdown?: Countdown | null;
  /** When something can be tried again; the text names it as `{time}` and `{day}`. */
  readonly until?: Instant;
  /** Shown only on channels that have cards. */
  readonly card?: Card;
}

/** A command or an intent, shown by its title, or a text that is sent as it is, for example a suggested number. */
export type Choice = Command | { readonly intent: IntentLabel } | { readonly text: string };

/** A submitted card. Its code or pressed button is the message's text; `entry` holds the values of a claim form. */
export interface CardSubmission {
  /** Stamp of the submitted card, see `Session.form`. */
  readonly stamp: string;
  readonly entry?: ClaimFormValues;
}

/** The conversation of the current turn, as dialogs see it. */
export interface Chat {
  readonly session: Session;
  /** What the channel can show. */
  readonly channel: ChannelCapabilities;
  /** Address for later notifications to this conversation. */
  readonly replyTo: ReplyAddress;
  readonly account: SenderAccount;
  /** Present when the message is a submitted card instead of typed text. */
  readonly submission?: CardSubmission | undefined;
  /** Present when the turn has no message to read: the remark is sent, and the current question is repeated. */
  readonly reminder?: { readonly remark: BotMessage | undefined } | undefined;
  send(message: BotMessage): Promise<void>;
  /** Counts a message that was not understood. */
  recordMiss(miss: Miss): void;
  /** Shows a typing indicator on channels that have one. */
  typing(): Promise<void>;
}

const CHAT = Symbol('chat');

export const attachChat = (context: TurnContext, chat: Chat): void => {
  context.turnState.set(CHAT, chat);
};

/** Returns the chat that was attached at the start of the turn. */
export function chatOf(context: TurnContext): Chat {
  const chat = context.turnState.get<Chat | undefined>(CHAT);
  if (chat === undefined) throw new Error('no chat is attached to this turn');
  return chat;
}
