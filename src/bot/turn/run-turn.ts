import type { ConversationTurn } from '../../../dialogs/conversation';
import { chooseLocale } from '../../i18n/choose-locale';
import type { SessionTurn } from '../../ports/chat/session-store';
import { Unavailable } from '../../ports/errors';
import type { BotOptions } from '../bot-options';
import type { TurnContext } from '../framework';
import { activityIdOf, sessionIdOf } from './activity';
import { loadConversationState, type LoadedState } from './conversation-state';
import type { FailedTurn } from './error-message';
import { measureTurnAndReplies, type TurnMeasurement } from './measure-turn';
import { createTurnChat } from './turn-chat';

/** `ignored`: the conversation's state is not saved. */
export type TurnHandler = (turn: ConversationTurn, status: LoadedState['status']) => Promise<'handled' | 'ignored'>;

/** `duplicate`: the activity was answered before. */
export type TurnResult = { readonly kind: 'answered' | 'duplicate' } | ({ readonly kind: 'failed' } & FailedTurn);

/** Runs a turn under its conversation's session lock: loads the state, calls `handle`, saves the state. Never rejects. */
export async function runTurn(context: TurnContext, options: BotOptions, handle: TurnHandler): Promise<TurnResult> {
  const measurement = measureTurnAndReplies(context, options);
  const result = await run({ context, options, measurement }, handle);
  measurement.end(result);
  return result;
}

interface MeasuredTurn {
  readonly context: TurnContext;
  readonly options: BotOptions;
  readonly measurement: TurnMeasurement;
}

async function run({ context, measurement, options }: MeasuredTurn, handle: TurnHandler): Promise<TurnResult> {
  const deadline = AbortSignal.timeout(options.channelReplies.turnTimeout);
  const { activity } = context;
  let locale = chooseLocale(activity.locale);

  const converse = async (turn: SessionTurn) => {
    const loaded = await loadConversationState(context, turn, options.conversation.shape);
    const { session, stack } = loaded.state;
    locale = session.locale;
    measurement.recordStep(stack);
    const { catalog, clock, metrics, random } = options;
    const chat = createTurnChat({ context, session, deadline, catalog, clock, random, metrics });
    const result = await handle({ context, chat, stack }, loaded.status);
    if (result === 'handled') await loaded.save();
    else measurement.markIgnored();
    await turn.release();
  };

  try {
    const acquired = await options.sessions.acquire(sessionIdOf(activity), activityIdOf(activity));
    switch (acquired.kind) {
      case 'answered':
        return { kind: 'duplicate' };
      case 'busy':
        throw new Unavailable('session-store', new Error('the turn before did not end'));
      case 'acquired':
        await endingOnError(acquired.turn, converse);
    }
    return { kind: 'answered' };
  } catch (error) {
    return { kind: 'failed', error, locale };
  }
}

/**
 * Ends the session's turn when `converse` rejects. When a dependency is down, the state stays as it was, so that the person can send the
 * same again. After any other error the state is cleared, so that the conversation does not fail for ever.
 */
async function endingOnError(turn: SessionTurn, converse: (turn: SessionTurn) => Promise<void>): Promise<void> {
  try {
    await converse(turn);
  } catch (error) {
    const end = error instanceof Unavailable ? turn.release() : turn.clear();
    await end.catch(() => undefined);
    throw error;
  }
}
