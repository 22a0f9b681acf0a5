import { TestAdapter, TurnContext } from 'botbuilder';
import type { Chat, Line } from '../../dialogs/chat';
import { createConversation, type Turn } from '../../dialogs/conversation';
import { createRootDialog } from '../../dialogs/create-root';
import type { DialogState } from '../../dialogs/framework';
import type { Session } from '../../dialogs/session';
import { abilitiesOf } from '../../src/domain/channel';
import { DEFAULT_FOREIGNER_PATTERN } from '../../src/domain/foreigner-code';
import { createInPersonGuide } from '../../src/i18n/in-person-guide';
import type { Origin } from '../../src/ports/origin';
import type { RecoveryId } from '../../src/ports/recovery-id';
import type { ReplyAddress } from '../../src/ports/reply-address';
import { asker, createWorld, words, type World } from './world';

const adapter = new TestAdapter(() => Promise.resolve());

/** A conversation as the person has it, in message keys: what they say, what is said back. State is stored as JSON between turns. */
export function converse(world: World = createWorld(), origin: Origin = asker.origin, channelId = 'emulator') {
  const root = createRootDialog({
    recovery: world.chat,
    words,
    guide: createInPersonGuide(),
    codeLength: world.options.settings.codeLength,
    foreignerPattern: DEFAULT_FOREIGNER_PATTERN,
  });
  const conversation = createConversation(root, world.chat);
  let stored = JSON.stringify({ session: { locale: 'es-EC', greeting: 'due' }, stack: { dialogStack: [] } });
  let lines: Line[] = [];

  async function turn(text: string, run: (turn: Turn) => Promise<void>): Promise<string[]> {
    const { session, stack } = JSON.parse(stored) as { session: Session; stack: DialogState };
    lines = [];
    const chat: Chat = {
      session,
      replyTo: '{}' as ReplyAddress,
      origin,
      channel: abilitiesOf(channelId),
      say: (line) => {
        // In words too, so that a message that lacks a value fails the test that says it.
        words(session.locale)(line.key, { email: 'e', phone: 'p', dial: 'd', ...line.values });
        lines.push(line);
        return Promise.resolve();
      },
      typing: () => Promise.resolve(),
    };
    const context = new TurnContext(adapter, { type: 'message', text });
    await run({ context, chat, stack });
    stored = JSON.stringify({ session, stack });
    return lines.map(({ key }) => key);
  }

  const hear = (text: string) => turn(text, (one) => conversation.hear(one));

  return {
    ...world,
    world,
    join: () => turn('', (one) => conversation.open(one)),
    /** Says one message after another; answers with what the last one led to. */
    async say(...texts: readonly string[]): Promise<string[]> {
      let keys: string[] = [];
      for (const text of texts) keys = await hear(text);
      return keys;
    },
    learn: (recovery: RecoveryId) => turn('', (one) => conversation.learn(one, recovery)),
    /** The last line of the turn before, whole. */
    last: (): Line => lines.at(-1) ?? { key: 'menu.ask' },
    /** What the conversation remembers. */
    session: () => (JSON.parse(stored) as { session: Session }).session,
    stored: () => stored,
  };
}

/** The answers of the demo company, in one message. */
const COMPANY_ANSWERS = '1710034065 ruc 1799999915001 sucursal 1';

/** A conversation in which the code has just been mailed. */
export async function withCode() {
  const chat = converse();
  await chat.say('hola', COMPANY_ANSWERS, 'sí');
  return chat;
}

/** A conversation in which the link has just been mailed. */
export async function withLink() {
  const chat = await withCode();
  await chat.say(chat.code());
  return chat;
}
