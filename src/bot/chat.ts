import { TurnContext, type Activity } from 'botbuilder';
import type { Chat, Choice, Line } from '../../dialogs/chat';
import type { Session } from '../../dialogs/session';
import type { Copy, Words } from '../i18n/copy';
import { Unavailable } from '../ports/errors';
import type { ReplyAddress } from '../ports/reply-address';

/** A chat over one turn of a channel; lines get their words here. */
export const createChat = (context: TurnContext, session: Session, words: Words): Chat => ({
  session,
  replyTo: JSON.stringify(TurnContext.getConversationReference(context.activity)) as ReplyAddress,

  say: (line) => send(context, wordActivity(line, words(session.locale), session.locale)),
  typing: () => send(context, { type: 'typing' }),
});

/** @throws Unavailable when the channel does not take the message */
async function send(context: TurnContext, activity: Partial<Activity>): Promise<void> {
  try {
    await context.sendActivity(activity);
  } catch (error) {
    throw new Unavailable('channel', error);
  }
}

export function wordActivity({ choices = [], key, values }: Line, copy: Copy, locale: string): Partial<Activity> {
  return {
    type: 'message',
    text: copy(key, { email: copy('contact.email'), phone: copy('contact.phone'), ...values }),
    textFormat: 'markdown',
    locale,
    inputHint: 'expectingInput',
    ...(choices.length > 0 && {
      suggestedActions: { to: [], actions: choices.map((choice) => wordChoice(choice, copy)) },
    }),
  };
}

/** Tapping sends the title as if it had been typed: every choice works by text alone. */
function wordChoice(choice: Choice, copy: Copy) {
  const title = typeof choice === 'string' ? copy(`choice.${choice}`) : choice.text;
  return { type: 'imBack', title, value: title };
}
