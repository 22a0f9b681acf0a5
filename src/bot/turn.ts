import type { TurnContext } from 'botbuilder';
import type { Turn } from '../../dialogs/conversation';
import { chooseLocale } from '../i18n/choose-locale';
import { Unavailable } from '../ports/errors';
import type { SessionTurn } from '../ports/session-store';
import type { Failure } from './apology';
import type { BotOptions } from './bot';
import { createChat } from './chat';
import { recall, type Recalled } from './memory';
import { followTurn, type TurnCourse } from './turn-course';
import { activityIdOf, sessionIdOf } from './personal';

/** `ignored`: what the conversation remembers stays as it was. */
export type Converse = (turn: Turn, origin: Recalled['origin']) => Promise<'heard' | 'ignored'>;

/** `repeated`: the activity was answered before. */
export type TurnResult = { readonly kind: 'answered' | 'repeated' } | ({ readonly kind: 'failed' } & Failure);

/** Channels give up after 15 s and send the message again: what is not said by then is not said in this turn (ms). */
const SAY_WITHIN = 12_000;

/** Runs a turn alone in its conversation, between its state read and its state saved. */
export async function runTurn(context: TurnContext, options: BotOptions, converse: Converse): Promise<TurnResult> {
  const course = followTurn(context, options);
  const result = await run({ context, options, course }, converse);
  course.end(result);
  return result;
}

interface Running {
  readonly context: TurnContext;
  readonly options: BotOptions;
  readonly course: TurnCourse;
}

async function run({ context, course, options }: Running, converse: Converse): Promise<TurnResult> {
  const deadline = AbortSignal.timeout(SAY_WITHIN);
  const { activity } = context;
  let locale = chooseLocale(activity.locale);

  const hold = async (turn: SessionTurn) => {
    const recalled = await recall(context, turn, options.conversation.shape);
    const { session, stack } = recalled.memory;
    locale = session.locale;
    course.stoodAt(stack);
    const chat = createChat({ context, session, deadline, words: options.words, random: options.random });
    const outcome = await converse({ context, chat, stack }, recalled.origin);
    if (outcome === 'heard') await recalled.save();
    else course.ignored();
    await turn.close();
  };

  try {
    const opened = await options.sessions.open(sessionIdOf(activity), activityIdOf(activity));
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
    const end = error instanceof Unavailable ? turn.close() : turn.drop();
    await end.catch(() => undefined);
    throw error;
  }
}
