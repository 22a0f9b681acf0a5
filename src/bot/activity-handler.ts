import type { TurnContext } from 'botbuilder';
import type { Turn } from '../../dialogs/conversation';
import { readCode } from '../domain/reading/read-code';
import type { Locale } from '../domain/locale';
import type { RecoveryId } from '../ports/recovery-store';
import { chooseLocale } from '../i18n/choose-locale';
import { Unavailable } from '../ports/errors';
import type { ActivityId, OpenedSession, SessionTurn } from '../ports/session-store';
import type { BotOptions } from './bot';
import { createChat, wordActivity } from './chat';
import { recall, type Recalled } from './memory';
import { isArrival, isPersonal, sessionIdOf, textOf } from './personal';

export interface ActivityHandler {
  onActivity(context: TurnContext): Promise<void>;
  onNews(context: TurnContext, recovery: RecoveryId): Promise<void>;
}

type Converse = (turn: Turn, origin: Recalled['origin']) => Promise<void>;

/** Runs each turn alone in its conversation, between its state read and its state saved; answers trouble honestly. */
export function createActivityHandler(options: BotOptions): ActivityHandler {
  const { conversation, words } = options;

  const hear: Converse = async (turn, origin) => {
    const { chat, context } = turn;
    if (origin === 'unusable') await chat.say({ key: 'session.restarted' });
    // Digits alone mean that the person was in the middle of something that has ended meanwhile.
    else if (origin === 'new' && readsAsCode(context.activity.text)) await chat.say({ key: 'session.ended' });
    await conversation.hear(turn);
  };

  return {
    async onActivity(context) {
      const { activity } = context;
      if (!isPersonal(activity)) return invite(context);
      if (isArrival(activity)) return runTurn(context, options, (turn) => conversation.open(turn));
      if (activity.type !== 'message') return;
      activity.text = textOf(activity);
      await runTurn(context, options, hear);
    },

    onNews: (context, recovery) => runTurn(context, options, (turn) => conversation.learn(turn, recovery)),
  };

  /** Nothing is read, kept or logged where others look on. */
  async function invite(context: TurnContext): Promise<void> {
    const { locale, type } = context.activity;
    if (type !== 'message' && type !== 'conversationUpdate') return;
    const language = chooseLocale(locale);
    await context.sendActivity(wordActivity({ key: 'group.invitation' }, words(language), language));
  }
}

async function runTurn(context: TurnContext, options: BotOptions, converse: Converse): Promise<void> {
  const locale = chooseLocale(context.activity.locale);
  let opened: OpenedSession;
  try {
    opened = await options.sessions.open(sessionIdOf(context.activity), activityIdOf(context));
  } catch (error) {
    return apologise(context, options, { error, locale });
  }
  switch (opened.kind) {
    case 'answered':
      return;
    case 'busy':
      return apologise(context, options, {
        error: new Unavailable('session-store', 'the turn before did not end'),
        locale,
      });
    case 'opened':
      return holdTurn(context, options, { turn: opened.turn, converse });
  }
}

async function holdTurn(
  context: TurnContext,
  options: BotOptions,
  { converse, turn }: { readonly turn: SessionTurn; readonly converse: Converse },
): Promise<void> {
  let locale = chooseLocale(context.activity.locale);
  try {
    const recalled = await recall(context, turn, options.conversation.shape);
    const { memory, origin } = recalled;
    locale = memory.session.locale;
    const chat = createChat(context, memory.session, options.words);
    await converse({ context, chat, stack: memory.stack }, origin);
    await recalled.save();
    await turn.close();
  } catch (error) {
    await apologise(context, options, { error, locale });
    await endBadly(turn, error).catch(() => undefined);
  }
}

/** When a dependency is down, the state stays as it was and the person can say the same again. After a bug it must not be tried again. */
const endBadly = (turn: SessionTurn, error: unknown): Promise<void> =>
  error instanceof Unavailable ? turn.close() : turn.drop();

interface Failure {
  readonly error: unknown;
  readonly locale: Locale;
}

/** What happened, what to do, and a reference; the cause goes to the log. Never throws, and says nothing to a channel that does not listen. */
async function apologise(context: TurnContext, options: BotOptions, { error, locale }: Failure): Promise<void> {
  const { onTrouble, random, words } = options;
  const reference = random.token(6);
  onTrouble({ error, reference });
  if (error instanceof Unavailable && error.port === 'channel') return;
  const key = error instanceof Unavailable ? 'trouble.unavailable' : 'trouble.unexpected';
  try {
    await context.sendActivity(wordActivity({ key, values: { reference } }, words(locale), locale));
  } catch (unsent) {
    onTrouble({ error: unsent, reference });
  }
}

const activityIdOf = ({ activity }: TurnContext) => activity.id as ActivityId | undefined;

const readsAsCode = (text: string): boolean => [6, 7, 8].some((length) => readCode(text, length) !== undefined);
