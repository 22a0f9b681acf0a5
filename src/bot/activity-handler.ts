import type { TurnContext } from 'botbuilder';
import type { Turn } from '../../dialogs/conversation';
import { readCode } from '../domain/reading/read-code';
import type { RecoveryId } from '../ports/recovery-id';
import { apologise } from './apology';
import type { BotOptions } from './bot';
import { invite } from './invitation';
import { occasionOf } from './occasion';
import { receive } from './received';
import { runTurn, type Converse } from './turn';

/** What became of an activity. `repeated`: it was answered before, and nothing happened now. */
export type Heard = 'done' | 'repeated';

export interface ActivityHandler {
  /** Never throws: what goes wrong is told to the person. */
  onActivity(context: TurnContext): Promise<Heard>;
  /** @throws whatever goes wrong: the person asked for nothing and must not be told to say something again */
  onNews(context: TurnContext, recovery: RecoveryId): Promise<void>;
}

/** Tells what kind of activity it is, and has it answered. */
export function createActivityHandler(options: BotOptions): ActivityHandler {
  const { conversation, onTrouble, random } = options;

  const hear: Converse = async (turn, origin) => {
    const { chat, context } = turn;
    chat.session.owner ??= chat.origin.user;
    if (chat.session.owner !== chat.origin.user) return 'ignored';
    if (origin === 'unusable') await chat.say({ key: 'session.restarted' });
    // Digits alone mean that the person was in the middle of something that has ended meanwhile.
    else if (origin === 'new' && !chat.submitted && isCodeAlone(context.activity.text))
      await chat.say({ key: 'session.ended' });
    await conversation.hear(turn);
    return 'heard';
  };

  const answer = async (context: TurnContext, converse: Converse): Promise<Heard> => {
    const result = await runTurn(context, options, converse);
    switch (result.kind) {
      case 'repeated':
        return 'repeated';
      case 'failed':
        await apologise(context, options, result);
        return 'done';
      case 'answered':
        return 'done';
    }
  };

  return {
    async onActivity(context) {
      const { activity } = context;
      switch (occasionOf(activity)) {
        case 'addressed-before-others':
          await invite(context, options).catch((error: unknown) => {
            onTrouble({ error, reference: random.token(6) });
          });
          return 'done';
        case 'arrival':
          return answer(
            context,
            heard((turn) => conversation.open(turn)),
          );
        case 'message':
          receive(context, options.words('es-EC'));
          return answer(context, hear);
        case 'aside':
          return 'done';
      }
    },

    async onNews(context, recovery) {
      const result = await runTurn(
        context,
        options,
        heard((turn) => conversation.learn(turn, recovery)),
      );
      if (result.kind === 'failed') throw result.error;
    },
  };
}

const heard =
  (talk: (turn: Turn) => Promise<void>): Converse =>
  async (turn) => {
    await talk(turn);
    return 'heard';
  };

const isCodeAlone = (text: string): boolean =>
  /^[\d\s.-]+$/.test(text) && [6, 7, 8].some((length) => readCode(text, length) !== undefined);
