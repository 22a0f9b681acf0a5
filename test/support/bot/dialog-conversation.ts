import { TestAdapter, TurnContext } from 'botbuilder';
import type { Chat, BotMessage } from '../../../dialogs/chat';
import { createConversation, type ConversationTurn } from '../../../dialogs/conversation';
import { createRootDialog } from '../../../dialogs/create-root-dialog';
import type { DialogState } from '../../../dialogs/framework';
import type { Miss } from '../../../dialogs/input/miss';
import type { Session } from '../../../dialogs/session';
import { timeValues } from '../../../src/bot/rendering/time-values';
import { capabilitiesOf } from '../../../src/domain/channel';
import { DEFAULT_FOREIGNER_PATTERN } from '../../../src/domain/claim/foreigner-code';
import { answerNumbers } from '../../../src/app/answer-numbers';
import { createInPersonGuide } from '../../../src/i18n/in-person-guide';
import { Sensitive } from '../../../src/domain/sensitive';
import type { SenderAccount } from '../../../src/ports/chat/sender-account';
import type { RecoveryId, ReplyAddress } from '../../../src/ports/ids';
import { requester, createInMemoryRecovery, words, type InMemoryRecovery } from '../recovery/in-memory-recovery';
import { recogniser } from '../understanding/recogniser';

const adapter = new TestAdapter(() => Promise.resolve());

/** Starts a conversation in message keys: typed texts in, keys of the replies out. State is stored as JSON between turns. */
export function startConversation(
  backend: InMemoryRecovery = createInMemoryRecovery(),
  account: SenderAccount = requester.account,
  channelId = 'emulator',
) {
  const root = createRootDialog({
    recovery: backend.chat,
    recognise: recogniser,
    catalog: words,
    guide: createInPersonGuide(),
    numbers: answerNumbers(backend.options.settings.codeLength),
    foreignerPattern: DEFAULT_FOREIGNER_PATTERN,
  });
  const conversation = createConversation(root, backend.chat);
  let stored = JSON.stringify({ session: { locale: 'es-EC', greeting: 'due' }, stack: { dialogStack: [] } });
  let replies: BotMessage[] = [];
  const misses: Miss[] = [];

  async function turn(text: string, run: (turn: ConversationTurn) => Promise<void>): Promise<string[]> {
    const { session, stack } = JSON.parse(stored) as { session: Session; stack: DialogState };
    replies = [];
    const chat: Chat = {
      session,
      replyTo: '{}' as ReplyAddress,
      account,
      channel: capabilitiesOf(channelId),
      send: (message) => {
        // Renders the message as well, so that a missing value fails the test.
        const times = timeValues(message, { now: backend.options.clock.now(), locale: session.locale });
        words(session.locale)(message.key, { email: 'e', phone: 'p', dial: 'd', ...times, ...message.values });
        replies.push(message);
        return Promise.resolve();
      },
      typing: () => Promise.resolve(),
      recordMiss: (miss) => misses.push(miss),
    };
    const context = new TurnContext(adapter, { type: 'message', text });
    await run({ context, chat, stack });
    stored = JSON.stringify({ session, stack });
    return replies.map(({ key }) => key);
  }

  const handle = (text: string) => turn(text, (message) => conversation.handleMessage(message));

  return {
    ...backend,
    backend,
    join: () => turn('', (arrival) => conversation.greet(arrival)),
    remind: (remark?: BotMessage) => turn('', (event) => conversation.remind(event, remark)),
    /** Sends the texts in sequence and returns the message keys of the last reply. */
    async say(...texts: readonly string[]): Promise<string[]> {
      let keys: string[] = [];
      for (const text of texts) keys = await handle(text);
      return keys;
    },
    /** Delivers a notification about the recovery and returns the message keys of the reply. */
    notify: (recovery: RecoveryId) =>
      turn('', (notification) => conversation.onRecoveryChanged(notification, recovery)),
    /** Returns the last message of the latest reply, with values and choices. */
    last: (): BotMessage => replies.at(-1) ?? { key: 'menu.ask' },
    /** The messages that were not understood so far. */
    misses: () => misses,
    /** Returns the stored session of the conversation. */
    session: () => (JSON.parse(stored) as { session: Session }).session,
    stored: () => stored,
  };
}

/** The answers for the demo company, in one message. */
const COMPANY_ANSWERS = '1710034065 ruc 1799999915001 sucursal 1';

/** Starts a conversation in which the code has just been mailed. */
export async function conversationWithCode() {
  const chat = startConversation();
  await chat.say('hola', COMPANY_ANSWERS, 'sí');
  return chat;
}

/** Starts a conversation in which the link has just been mailed. */
export async function conversationWithLink() {
  const chat = await conversationWithCode();
  await chat.say(chat.code());
  return chat;
}

/** Opens the mailed link and sets a new key, as the person would on the page. */
export async function setNewKey({ open, page }: ReturnType<typeof startConversation>): Promise<void> {
  const outcome = await page.setKey(await open(), new Sensitive('faro lento bajo nube 81'));
  if (outcome.kind !== 'changed') throw new Error(`the key was not changed: ${outcome.kind}`);
}
