import { createConversation, type Conversation } from '../../../dialogs/conversation';
import { createRootDialog } from '../../../dialogs/create-root-dialog';
import { createMemoryActivityFeed } from '../../../src/adapters/memory/activity-feed';
import { createMemorySessionStore } from '../../../src/adapters/memory/session-store';
import { createMemoryRateLimits } from '../../../src/adapters/rate-limiter/memory-rate-limits';
import { systemRandom as random } from '../../../src/adapters/system/random';
import type { ChannelActivity } from '../../../src/bot/api/bot';
import type { ReportedError } from '../../../src/bot/bot-options';
import { createBot } from '../../../src/bot/create-bot';
import { DEFAULT_FOREIGNER_PATTERN } from '../../../src/domain/claim/foreigner-code';
import { answerNumbers } from '../../../src/app/answer-numbers';
import { createInPersonGuide } from '../../../src/i18n/in-person-guide';
import type { MetricsRecorder } from '../../../src/ports/monitoring/measurements';
import type { RateLimits } from '../../../src/ports/security/rate-limits';
import type { ActivityId, SessionId, SessionStore } from '../../../src/ports/chat/session-store';
import { channelReplies, chatLimits, sessionRules } from '../../../src/policy/chat';
import { rateLimitRules } from '../../../src/policy/rate-limits';
import { codeLength } from '../../../src/policy/recovery';
import { testKeyRing as keyRing } from '../secrets/key-rings';
import { createInMemoryRecovery, words, type InMemoryRecovery } from '../recovery/in-memory-recovery';
import { recogniser } from '../understanding/recogniser';

const ID = 'emulator|c' as SessionId;
let activities = 0;

export interface BotHarnessOptions {
  readonly backend?: InMemoryRecovery;
  readonly change?: (conversation: Conversation) => Conversation;
  readonly limits?: RateLimits;
  readonly sessions?: SessionStore;
  readonly metrics?: MetricsRecorder;
}

/** Creates a bot on memory adapters that replies in the response; the test can read and change its sessions. */
export function createBotHarness({
  change: changeConversation = (conversation) => conversation,
  limits,
  metrics,
  sessions,
  backend = createInMemoryRecovery(),
}: BotHarnessOptions = {}) {
  const store = sessions ?? createMemorySessionStore({ clock: backend.options.clock, random, rules: sessionRules });
  const errors: ReportedError[] = [];
  const root = createRootDialog({
    recovery: backend.chat,
    recognise: recogniser,
    catalog: words,
    guide: createInPersonGuide(),
    numbers: answerNumbers(codeLength.standard),
    foreignerPattern: DEFAULT_FOREIGNER_PATTERN,
  });
  const createLimits = () => createMemoryRateLimits({ keyRing, rules: rateLimitRules });
  const bot = createBot({
    conversation: changeConversation(createConversation(root, backend.chat)),
    sessions: store,
    feed: createMemoryActivityFeed({ clock: backend.options.clock, rules: chatLimits.feed }),
    catalog: words,
    random,
    clock: backend.options.clock,
    credentials: {},
    channelReplies,
    codeLengths: codeLength,
    messageLimits: limits ?? createLimits(),
    invitationLimits: createLimits(),
    onError: (error) => errors.push(error),
    metrics,
  });

  /** Posts an activity and returns the texts of the replies. */
  const post = async (activity: object): Promise<string[]> => {
    const complete = {
      id: `a${String(activities++)}`,
      type: 'message',
      channelId: 'emulator',
      serviceUrl: 'http://127.0.0.1:9',
      conversation: { id: 'c' },
      from: { id: 'p' },
      recipient: { id: 'b' },
      deliveryMode: 'expectReplies',
      ...activity,
    } as ChannelActivity;
    const { body } = await bot.receive({ authorization: '', activity: complete });
    return (body as { activities: { type: string; text: string }[] }).activities
      .filter(({ type }) => type === 'message')
      .map(({ text }) => text);
  };
  const say = async (...texts: readonly string[]): Promise<string[]> => {
    let replies: string[] = [];
    for (const text of texts) replies = await post({ text });
    return replies;
  };
  const openTurn = async () => {
    const acquired = await store.acquire(ID, `inspection-${String(activities++)}` as ActivityId);
    if (acquired.kind !== 'acquired') throw new Error(`the session is ${acquired.kind}`);
    return acquired.turn;
  };
  /** Returns the stored state of the conversation of `post`, if there is one. */
  const stored = async (): Promise<unknown> => {
    const turn = await openTurn();
    await turn.release();
    return turn.stored && (JSON.parse(turn.stored.value) as unknown);
  };
  /** Replaces the stored state by the result of `change`. */
  const tamper = async (change: (stored: string) => string) => {
    const turn = await openTurn();
    if (!turn.stored) throw new Error('no session to tamper with');
    await turn.save(change(turn.stored.value), '*');
  };
  return { backend, bot, errors, say, post, stored, tamper };
}
