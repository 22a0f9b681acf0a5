import type { TurnContext } from 'botbuilder';
import { readCode } from '../domain/reading/read-code';
import { chooseLocale } from '../i18n/choose-locale';
import type { RecoveryId } from '../ports/recovery-id';
import { apologise } from './apology';
import type { BotOptions } from './bot';
import { wordActivity } from './chat';
import { isArrival, isPersonal, textOf } from './personal';
import { runTurn, type Converse } from './turn';

export interface ActivityHandler {
  /** Never throws: what goes wrong is told to the person. */
  onActivity(context: TurnContext): Promise<void>;
  /** @throws whatever goes wrong: the person asked for nothing and must not be told to say something again */
  onNews(context: TurnContext, recovery: RecoveryId): Promise<void>;
}

/** Tells what kind of activity it is, and has it answered. */
export function createActivityHandler(options: BotOptions): ActivityHandler {
  const { conversation, words } = options;

  const hear: Converse = async (turn, origin) => {
    const { chat, context } = turn;
    if (origin === 'unusable') await chat.say({ key: 'session.restarted' });
    // Digits alone mean that the person was in the middle of something that has ended meanwhile.
    else if (origin === 'new' && isCodeAlone(context.activity.text)) await chat.say({ key: 'session.ended' });
    await conversation.hear(turn);
  };

  const answer = async (context: TurnContext, converse: Converse) => {
    const result = await runTurn(context, options, converse);
    if (result.kind === 'failed') await apologise(context, options, result);
  };

  return {
    async onActivity(context) {
      const { activity } = context;
      if (!isPersonal(activity)) return invite(context);
      if (isArrival(activity)) return answer(context, (turn) => conversation.open(turn));
      if (activity.type !== 'message') return;
      activity.text = textOf(activity);
      await answer(context, hear);
    },

    async onNews(context, recovery) {
      const result = await runTurn(context, options, (turn) => conversation.learn(turn, recovery));
      if (result.kind === 'failed') throw result.error;
    },
  };

  /** Nothing is read, kept or logged where others look on. */
  async function invite(context: TurnContext): Promise<void> {
    const { locale, type } = context.activity;
    if (type !== 'message' && type !== 'conversationUpdate') return;
    const language = chooseLocale(locale);
    await context.sendActivity(wordActivity({ key: 'group.invitation' }, words(language), language));
  }
}

const isCodeAlone = (text: string): boolean =>
  /^[\d\s.-]+$/.test(text) && [6, 7, 8].some((length) => readCode(text, length) !== undefined);
