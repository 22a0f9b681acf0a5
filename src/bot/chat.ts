import { TurnContext, type Activity } from 'botbuilder';
import type { Chat, Choice, Line } from '../../dialogs/chat';
import type { Session } from '../../dialogs/session';
import { contactsIn } from '../i18n/contacts';
import type { Copy, Words } from '../i18n/copy';
import { Unavailable } from '../ports/errors';
import type { ReplyAddress } from '../ports/reply-address';
import type { PageHints } from './page-hints';
import { originOf } from './personal';

export interface ChatOptions {
  readonly context: TurnContext;
  readonly session: Session;
  readonly words: Words;
  /** After it nothing more is said in this turn. */
  readonly deadline: AbortSignal;
}

/** A chat over one turn of a channel; lines get their words here. */
export const createChat = ({ context, deadline, session, words }: ChatOptions): Chat => ({
  session,
  replyTo: JSON.stringify(TurnContext.getConversationReference(context.activity)) as ReplyAddress,
  origin: originOf(context.activity),

  async say(line) {
    const activity = {
      ...wordActivity(line, words(session.locale), session.locale),
      ...(isOnOurPage(context.activity) && { channelData: { recovery: hintsOf(line, session) } }),
    };
    try {
      await within(deadline, context.sendActivity(activity));
    } catch (error) {
      throw new Unavailable('channel', error);
    }
  },

  typing() {
    // A courtesy: nobody waits for it, and a channel that refuses it may still take the answer.
    context.sendActivity({ type: 'typing' }).catch(() => undefined);
    return Promise.resolve();
  },
});

/** Other channels have a use of their own for `channelData`. */
const isOnOurPage = ({ channelId }: Activity): boolean => channelId === 'directline';

/** Without a recovery nothing can be running out, whatever was said before. */
const hintsOf = ({ countdown, expects }: Line, { recovery }: Session): PageHints => ({
  expects: expects ?? 'text',
  countdown: recovery === undefined ? null : countdown,
});

/** The answer, or the signal's reason when that comes first. */
function within<T>(signal: AbortSignal, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', giveUp, { once: true });
    if (signal.aborted) giveUp();
    answer.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', giveUp);
    });
  });
}

export function wordActivity({ choices = [], key, values }: Line, copy: Copy, locale: string): Partial<Activity> {
  return {
    type: 'message',
    text: copy(key, { ...contactsIn(copy), ...values }),
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
