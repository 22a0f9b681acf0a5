import type { TurnContext } from 'botbuilder';
import type { ConversationTurn } from '../../../dialogs/conversation';
import { readCode } from '../../domain/reading/read-code';
import type { RecoveryId } from '../../ports/ids';
import { sendErrorMessage } from './error-message';
import type { BotOptions } from '../api/bot';
import { sendGroupInvitation } from '../invitation';
import { activityKindOf } from '../occasion';
import { readIncomingMessage } from '../channel/incoming-message';
import { runTurn, type TurnHandler } from './run-turn';

/** What became of an activity. `repeated`: it was answered before, and nothing happened now. */
export type ActivityResult = 'done' | 'repeated';

export interface ActivityHandler {
  /** Never throws: what goes wrong is told to the person. */
  onActivity(context: TurnContext): Promise<ActivityResult>;
  /** @throws whatever goes wrong: the person asked for nothing and must not be told to say something again */
  onRecoveryChanged(context: TurnContext, recovery: RecoveryId): Promise<void>;
}

/** Tells what kind of activity it is, and has it answered. */
export function createActivityHandler(options: BotOptions): ActivityHandler {
  const { conversation, onError, random } = options;

  const hear: TurnHandler = async (turn, origin) => {
    const { chat, context } = turn;
    chat.session.owner ??= chat.account.user;
    if (chat.session.owner !== chat.account.user) return 'ignored';
    if (origin === 'unusable') await chat.send({ key: 'session.restarted' });
    // Digits alone mean that the person was in the middle of something that has ended meanwhile.
    else if (origin === 'new' && !chat.submission && isCodeAlone(context.activity.text))
      await chat.send({ key: 'session.ended' });
    await conversation.handleMessage(turn);
    return 'heard';
  };

  const answer = async (context: TurnContext, converse: TurnHandler): Promise<ActivityResult> => {
    const result = await runTurn(context, options, converse);
    switch (result.kind) {
      case 'repeated':
        return 'repeated';
      case 'failed':
        await sendErrorMessage(context, options, result);
        return 'done';
      case 'answered':
        return 'done';
    }
  };

  return {
    async onActivity(context) {
      const { activity } = context;
      switch (activityKindOf(activity)) {
        case 'addressed-before-others':
          await sendGroupInvitation(context, options).catch((error: unknown) => {
            onError({ error, reference: random.token(6) });
          });
          return 'done';
        case 'arrival':
          return answer(
            context,
            heard((turn) => conversation.greet(turn)),
          );
        case 'message':
          readIncomingMessage(context, options.catalog('es-EC'));
          return answer(context, hear);
        case 'aside':
          return 'done';
      }
    },

    async onRecoveryChanged(context, recovery) {
      const result = await runTurn(
        context,
        options,
        heard((turn) => conversation.onRecoveryChanged(turn, recovery)),
      );
      if (result.kind === 'failed') throw result.error;
    },
  };
}

const heard =
  (talk: (turn: ConversationTurn) => Promise<void>): TurnHandler =>
  async (turn) => {
    await talk(turn);
    return 'heard';
  };

const isCodeAlone = (text: string): boolean =>
  /^[\d\s.-]+$/.test(text) && [6, 7, 8].some((length) => readCode(text, length) !== undefined);
