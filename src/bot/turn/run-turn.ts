import type { TurnContext } from 'botbuilder';
import type { ConversationTurn } from '../../../dialogs/conversation';
import { chooseLocale } from '../../i18n/choose-locale';
import { Unavailable } from '../../ports/errors';
import type { SessionTurn } from '../../ports/chat/session-store';
import type { FailedTurn } from './error-message';
import type { BotOptions } from '../api/bot';
import { createTurnChat } from './turn-chat';
import { loadConversationState, type LoadedState } from './conversation-state';
import { measureTurnAndReplies, type TurnMeasurement } from './measure-turn';
import { activityIdOf, sessionIdOf } from './activity';

/** `ignored`: what the conversation remembers stays as it was. */
export type TurnHandler = (turn: ConversationTurn, origin: LoadedState['status']) => Promise<'heard' | 'ignored'>;

/** `repeated`: the activity was answered before. */
export type TurnResult = { readonly kind: 'answered' | 'repeated' } | ({ readonly kind: 'failed' } & FailedTurn);

/** Channels give up after 15 s and send the message again: what is not said by then is not said in this turn (ms). */
const SAY_WITHIN = 12_000;

/** Runs a turn alone in its conversation, between its state read and its state saved. */
export async function runTurn(context: TurnContext, options: BotOptions, converse: TurnHandler): Promise<TurnResult> {
  const course = measureTurnAndReplies(context, options);
  const result = await run({ context, options, course }, converse);
  course.end(result);
  return result;
}

interface Running {
  readonly context: TurnContext;
  readonly options: BotOptions;
  readonly course: TurnMeasurement;
}

async function run({ context, course, options }: Running, converse: TurnHandler): Promise<TurnResult> {
  const deadline = AbortSignal.timeout(SAY_WITHIN);
  const { activity } = context;
  let locale = chooseLocale(activity.locale);

  const hold = async (turn: SessionTurn) => {
    const recalled = await loadConversationState(context, turn, options.conversation.shape);
    const { session, stack } = recalled.state;
    locale = session.locale;
    course.recordStep(stack);
    const chat = createTurnChat({ context, session, deadline, catalog: options.catalog, random: options.random });
    const outcome = await converse({ context, chat, stack }, recalled.status);
    if (outcome === 'heard') await recalled.save();
    else course.markIgnored();
    await turn.release();
  };

  try {
    const opened = await options.sessions.acquire(sessionIdOf(activity), activityIdOf(activity));
    switch (opened.kind) {
      case 'answered':
        return { kind: 'repeated' };
      case 'busy':
        throw new Unavailable('session-store', new Error('the turn before did not end'));
      case 'opened':
        await endingBadly(opened.turn, hold);
    }
    return { kind: 'answered' };
  } catch (error) {
    return { kind: 'failed', error, locale };
  }
}

/** When a dependency is down, the state stays as it was and the person can say the same again. After a bug it must not be tried again. */
async function endingBadly(turn: SessionTurn, hold: (turn: SessionTurn) => Promise<void>): Promise<void> {
  try {
    await hold(turn);
  } catch (error) {
    const end = error instanceof Unavailable ? turn.release() : turn.clear();
    await end.catch(() => undefined);
    throw error;
  }
}
