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
import { createInPersonGuide } from '../../../src/i18n/in-person-guide';
import type { MetricsRecorder } from '../../../src/ports/monitoring/measurements';
import type { RateLimits } from '../../../src/ports/security/rate-limits';
import type { ActivityId, SessionId, SessionStore } from '../../../src/ports/chat/session-store';
import { chatLimits, sessionRules } from '../../../src/policy/chat';
import { rateLimitRules } from '../../../src/policy/rate-limits';
import { testKeyRing as keyRing } from '../secrets/key-rings';
import { createInMemoryRecovery, words, type InMemoryRecovery } from '../recovery/in-memory-recovery';

const ID = 'emulator|c' as SessionId;
let activities = 0;

export interface BotHarnessOptions {
  readonly world?: InMemoryRecovery;
  readonly change?: (one: Conversation) => Conversation;
  readonly limits?: RateLimits;
  readonly sessions?: SessionStore;
  readonly measurements?: MetricsRecorder;
}

/** Creates a bot on memory adapters that replies in the response; the test can read and change its sessions. */
export function createBotHarness({
  change = (conversation) => conversation,
  limits,
  measurements,
  sessions,
  world = createInMemoryRecovery(),
}: BotHarnessOptions = {}) {
  const store = sessions ?? createMemorySessionStore({ clock: world.options.clock, random, rules: sessionRules });
  const troubles: ReportedError[] = [];
  const root = createRootDialog({
    recovery: world.chat,
    catalog: words,
    guide: createInPersonGuide(),
    codeLength: 6,
    foreignerPattern: DEFAULT_FOREIGNER_PATTERN,
  });
  const counts = () => createMemoryRateLimits({ keyRing, rules: rateLimitRules });
  const bot = createBot({
    conversation: change(createConversation(root, world.chat)),
    sessions: store,
    feed: createMemoryActivityFeed({ clock: world.options.clock, rules: chatLimits.feed }),
    catalog: words,
    random,
    credentials: {},
    messageLimits: limits ?? counts(),
    invitationLimits: counts(),
    onError: (trouble) => troubles.push(trouble),
    measurements,
  });

  /** Posts an activity and returns the texts of the replies. */
  const post = async (activity: object): Promise<string[]> => {
    const whole = {
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
    const { body } = await bot.receive({ authorization: '', activity: whole });
    return (body as { activities: { type: string; text: string }[] }).activities
      .filter(({ type }) => type === 'message')
      .map(({ text }) => text);
  };
  const say = async (...texts: readonly string[]): Promise<string[]> => {
    let said: string[] = [];
    for (const text of texts) said = await post({ text });
    return said;
  };
  const open = async () => {
    const opened = await store.acquire(ID, `look-${String(activities++)}` as ActivityId);
    if (opened.kind !== 'opened') throw new Error(`the session is ${opened.kind}`);
    return opened.turn;
  };
  /** Returns the stored state of the conversation of `post`, if there is one. */
  const stored = async (): Promise<unknown> => {
    const turn = await open();
    await turn.release();
    return turn.stored && (JSON.parse(turn.stored.value) as unknown);
  };
  /** Replaces the stored state by the result of `change`. */
  const tamper = async (to: (stored: string) => string) => {
    const turn = await open();
    if (!turn.stored) throw new Error('no session to tamper with');
    await turn.save(to(turn.stored.value), '*');
  };
  return { world, bot, troubles, say, post, stored, tamper };
}
