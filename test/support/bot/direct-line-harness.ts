import { createConversation } from '../../../dialogs/conversation';
import { createRootDialog } from '../../../dialogs/create-root-dialog';
import { createMemoryActivityFeed } from '../../../src/adapters/memory/activity-feed';
import { createMemorySessionStore } from '../../../src/adapters/memory/session-store';
import { createMemoryRateLimits } from '../../../src/adapters/rate-limiter/memory-rate-limits';
import { systemRandom as random } from '../../../src/adapters/system/random';
import { createBot } from '../../../src/bot/create-bot';
import { createFairSessionStore } from '../../../src/bot/turn/fair-session-store';
import type { PageHints } from '../../../src/bot/api/page-hints';
import { DEFAULT_FOREIGNER_PATTERN } from '../../../src/domain/claim/foreigner-code';
import { answerNumbers } from '../../../src/app/answer-numbers';
import { createInPersonGuide } from '../../../src/i18n/in-person-guide';
import { FEED_START, type FeedId } from '../../../src/ports/chat/activity-feed';
import type { ChatVisitor } from '../../../src/ports/chat/chat-tokens';
import { channelReplies, chatLimits, sessionRules } from '../../../src/policy/chat';
import { rateLimitRules } from '../../../src/policy/rate-limits';
import { codeLength } from '../../../src/policy/recovery';
import { testKeyRing as keyRing } from '../secrets/key-rings';
import { createInMemoryRecovery, words } from '../recovery/in-memory-recovery';
import { recogniser } from '../understanding/recogniser';

/** An activity as the page receives it. */
export interface PageActivity {
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

export const testVisitor: ChatVisitor = { conversation: 'c1' as FeedId, user: 'dl_1' };
export const textMessage = (text: string) => ({ type: 'message', text, locale: 'es-EC' }) as const;

/** Creates the bot behind the built-in Direct Line, on memory adapters. */
export function createDirectLineHarness() {
  const notifications: Promise<void>[] = [];
  const backend = createInMemoryRecovery({
    notifier: {
      notify: (...args) => {
        const delivered = bot.notifier.notify(...args);
        notifications.push(delivered);
        return delivered;
      },
    },
  });
  const { clock } = backend.options;
  const sessions = createMemorySessionStore({ clock, random, rules: sessionRules });
  const feed = createMemoryActivityFeed({ clock, rules: chatLimits.feed });
  const root = createRootDialog({
    recovery: backend.chat,
    recognise: recogniser,
    catalog: words,
    guide: createInPersonGuide(),
    numbers: answerNumbers(codeLength.standard),
    foreignerPattern: DEFAULT_FOREIGNER_PATTERN,
  });
  const limits = createMemoryRateLimits({ keyRing, rules: rateLimitRules });
  const bot = createBot({
    conversation: createConversation(root, backend.chat),
    sessions: createFairSessionStore(sessions, sessionRules),
    feed,
    catalog: words,
    random,
    clock,
    credentials: {},
    channelReplies,
    codeLengths: codeLength,
    messageLimits: limits,
    invitationLimits: limits,
    onError: () => undefined,
  });
  const { directLine } = bot;

  const readActivities = async (visitor = testVisitor, since = FEED_START): Promise<readonly PageActivity[]> => {
    const set = await directLine.read(visitor, since);
    if (set === 'ended') throw new Error('the conversation has ended');
    return set.activities as readonly PageActivity[];
  };
  const hints = async (): Promise<PageHints | undefined> => (await readActivities()).at(-1)?.channelData?.recovery;

  return {
    ...backend,
    directLine,
    feed,
    sessions,
    notifications,
    readActivities,
    hints,
    /** Posts the texts in sequence and returns the texts of the bot since then. */
    async say(...texts: readonly string[]) {
      for (const text of texts) await directLine.post(testVisitor, textMessage(text));
      return (await readActivities()).filter(({ from }) => from.role === 'bot').at(-1)?.text ?? '';
    },
  };
}
