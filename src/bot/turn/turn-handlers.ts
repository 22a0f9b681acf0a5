import type { ConversationTurn } from '../../../dialogs/conversation';
import type { Session } from '../../../dialogs/session';
import { readCode } from '../../domain/reading/read-code';
import type { BotOptions } from '../bot-options';
import { attachmentKindOf } from '../channel/attachment-kind';
import type { IncomingActivity } from '../framework';
import { concernsUser, type ActivityKind } from './activity';
import type { TurnHandler } from './run-turn';

type HandledKind = Exclude<ActivityKind, 'group' | 'unsupported'>;

/** Returns what is done in a turn for each kind of activity that is answered in a one-to-one conversation. */
export function createTurnHandlers({
  codeLengths,
  conversation,
}: Pick<BotOptions, 'codeLengths' | 'conversation'>): Readonly<Record<HandledKind, TurnHandler>> {
  /** Handles what only the owner may do. The first who writes becomes the owner. */
  const fromOwner =
    (handle: TurnHandler): TurnHandler =>
    async (turn, status) => {
      const { account, session } = turn.chat;
      session.owner ??= account.user;
      if (session.owner !== account.user) return 'ignored';
      session.answeredEvent = status === 'new' ? 'first-message' : undefined;
      return handle(turn, status);
    };

  /** Handles what happens beside the messages. Channels announce it several times, and several edits may follow each other. */
  const onceInARow =
    (event: NonNullable<Session['answeredEvent']>, handle: (turn: ConversationTurn) => Promise<void>): TurnHandler =>
    async (turn) => {
      const { session } = turn.chat;
      if (session.answeredEvent === 'first-message' && isLateAnnouncement(incoming(turn))) return 'ignored';
      const isForeign = session.owner !== undefined && !concernsUser(incoming(turn), session.owner);
      if (isForeign || session.answeredEvent === event) return 'ignored';
      session.answeredEvent = event;
      await handle(turn);
      return 'handled';
    };

  return {
    message: fromOwner(async (turn, status) => {
      const { chat } = turn;
      const activity = incoming(turn);
      const isWithoutText = activity.text === '' && !chat.submission;
      const attachment = isWithoutText ? attachmentKindOf(activity) : undefined;
      if (status === 'unusable') await chat.send({ key: 'session.restarted' });
      // A code by itself means that the conversation it belongs to has ended.
      else if (status === 'new' && !chat.submission && isCodeAlone(activity.text, codeLengths))
        await chat.send({ key: 'session.ended' });
      if (attachment) await conversation.remind(turn, { key: `attachment.${attachment}` });
      else await conversation.handleMessage(turn);
      return 'handled';
    }),

    start: fromOwner(async (turn) => {
      await conversation.remind(turn);
      return 'handled';
    }),

    edit: onceInARow('edit', (turn) => conversation.remind(turn, { key: 'edited-message' })),

    arrival: onceInARow('arrival', async (turn) => {
      // Web Chat sends this event whenever its page opens, and shows the conversation itself.
      if (incoming(turn).type === 'event') await conversation.greet(turn);
      else await conversation.remind(turn);
    }),
  };
}

/** Whether this may be the announcement of a person who has just begun to write. Direct Line sends both at the same time. */
const isLateAnnouncement = ({ type }: IncomingActivity): boolean => type === 'conversationUpdate';

/** The turn's activity as `readTurn` has completed it. */
const incoming = ({ context }: ConversationTurn): IncomingActivity => context.activity as IncomingActivity;

function isCodeAlone(text: string, { longest, shortest }: BotOptions['codeLengths']): boolean {
  if (!/^[\d\s.-]+$/.test(text)) return false;
  const lengths = Array.from({ length: longest - shortest + 1 }, (_, index) => shortest + index);
  return lengths.some((length) => readCode(text, length)?.isGiven === true);
}
