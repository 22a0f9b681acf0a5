import { createConversation } from '../../dialogs/conversation';
import { createRootDialog } from '../../dialogs/create-root';
import { createMemoryActivityFeed } from '../../src/adapters/memory/activity-feed';
import { createMemorySessionStore } from '../../src/adapters/memory/session-store';
import { createMemoryRateLimits } from '../../src/adapters/rate-limiter/memory-rate-limits';
import { systemRandom as random } from '../../src/adapters/system/random';
import { createBot } from '../../src/bot/create-bot';
import { createFairSessions } from '../../src/bot/fair-sessions';
import type { PageHints } from '../../src/bot/page-hints';
import { DEFAULT_FOREIGNER_PATTERN } from '../../src/domain/foreigner-code';
import { createInPersonGuide } from '../../src/i18n/in-person-guide';
import { FROM_THE_START, type FeedId } from '../../src/ports/activity-feed';
import type { Visitor } from '../../src/ports/chat-tokens';
import { policy } from '../../src/recovery/policy';
import { testKeyRing as keyRing } from './key-ring';
import { createWorld, words } from './world';

/** An activity as the page gets it. */
export interface Said {
  readonly type: string;
  readonly id: string;
  readonly text?: string;
  readonly locale?: string;
  readonly textFormat?: string;
  readonly timestamp: string;
  readonly replyToId?: string;
  readonly from: { readonly id: string; readonly role: string };
  readonly channelData?: { readonly recovery?: PageHints; readonly clientActivityID?: string };
}

export const visitor: Visitor = { conversation: 'c1' as FeedId, user: 'dl_1' };
export const message = (text: string) => ({ type: 'message', text, locale: 'es-EC' }) as const;

/** The bot behind the built-in Direct Line, on memory. */
export function createDesk() {
  const told: Promise<void>[] = [];
  const world = createWorld({
    notifier: {
      tell: (...news) => {
        const heard = bot.notifier.tell(...news);
        told.push(heard);
        return heard;
      },
    },
  });
  const { clock } = world.options;
  const sessions = createMemorySessionStore({ clock, random, rules: policy.session });
  const feed = createMemoryActivityFeed({ clock, rules: policy.chat.feed });
  const root = createRootDialog({
    recovery: world.chat,
    words,
    guide: createInPersonGuide(),
    codeLength: 6,
    foreignerPattern: DEFAULT_FOREIGNER_PATTERN,
  });
  const limits = createMemoryRateLimits({ keyRing, rules: policy.limits });
  const bot = createBot({
    conversation: createConversation(root, world.chat),
    sessions: createFairSessions(sessions, policy.session),
    feed,
    words,
    random,
    credentials: {},
    limits,
    invitations: limits,
    onTrouble: () => undefined,
  });
  const line = bot.directLine;

  const heard = async (who = visitor, since = FROM_THE_START): Promise<readonly Said[]> => {
    const set = await line.read(who, since);
    if (set === 'ended') throw new Error('the conversation has ended');
    return set.activities as readonly Said[];
  };
  const hints = async (): Promise<PageHints | undefined> => (await heard()).at(-1)?.channelData?.recovery;

  return {
    ...world,
    line,
    feed,
    sessions,
    told,
    heard,
    hints,
    /** Says one after another; what the bot said since, in words. */
    async say(...texts: readonly string[]) {
      for (const text of texts) await line.post(visitor, message(text));
      return (await heard()).filter(({ from }) => from.role === 'bot').at(-1)?.text ?? '';
    },
  };
}
