import type { MessageDescriptor as Wording } from '../src/i18n/translate';
import type { ChannelCapabilities } from '../src/domain/channel';
import type { Countdown } from '../src/domain/recovery/countdown';
import type { ChannelAccount } from '../src/ports/chat/channel-account';
import type { ReplyAddress } from '../src/ports/ids';
import type { Card, ClaimFormValues } from './messages/card';
import type { Command } from './input/commands';
import type { TurnContext } from './framework';
import type { Session } from './session';

/** One message, in keys: it gets its words when it is said, in the language of that moment. */
export interface BotMessage extends Wording {
  /** What the person may tap instead of typing. */
  readonly choices?: readonly Choice[];
  /** What kind of answer helps, for channels that can offer a keyboard for it; any text without it. */
  readonly expects?: 'number' | 'code';
  /** What runs out from now on; `null` when nothing does any more; without it, what ran before goes on. */
  readonly countdown?: Countdown | null;
  /** Only where the channel shows cards. */
  readonly card?: Card;
}

/** A command under its title, or a text that is sent as it stands (a suggested number, say). */
export type Choice = Command | { readonly text: string };

/** A card that was sent in. A code or a button in it reads as the message's text; `entry` is a form for the claim. */
export interface CardSubmission {
  /** Of the card, see `Session.form`. */
  readonly stamp: string;
  readonly entry?: ClaimFormValues;
}

/** The conversation of this turn, as dialogs see it. */
export interface Chat {
  readonly session: Session;
  /** What can be shown here. */
  readonly channel: ChannelCapabilities;
  /** Where this conversation can be reached later. */
  readonly replyTo: ReplyAddress;
  readonly account: ChannelAccount;
  /** When the message is a card that was sent in instead of something typed. */
  readonly submission?: CardSubmission | undefined;
  send(line: BotMessage): Promise<void>;
  /** Shows that work is going on, where the channel can. */
  typing(): Promise<void>;
}

const CHAT = Symbol('chat');

export const attachChat = (context: TurnContext, chat: Chat): void => {
  context.turnState.set(CHAT, chat);
};

/** The chat that the bot attached at the start of the turn. */
export function chatOf(context: TurnContext): Chat {
  const chat = context.turnState.get<Chat | undefined>(CHAT);
  if (chat === undefined) throw new Error('no chat is attached to this turn');
  return chat;
}
