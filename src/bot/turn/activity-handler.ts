import type { ConversationTurn } from '../../../dialogs/conversation';
import { readCode } from '../../domain/reading/read-code';
import { chooseLocale } from '../../i18n/choose-locale';
import type { RecoveryId } from '../../ports/ids';
import type { BotOptions } from '../bot-options';
import { readIncomingMessage } from '../channel/incoming-message';
import type { TurnContext } from '../framework';
import { activityKindOf, senderAccountOf } from './activity';
import { sendErrorMessage } from './error-message';
import { runTurn, type TurnHandler } from './run-turn';
import { sendMessage } from './send-message';

/** `duplicate`: the activity was answered before, and this time nothing was done. */
export type ActivityResult = 'done' | 'duplicate';

export interface ActivityHandler {
  /** Never rejects: errors are reported to the person and to `onError`. */
  onActivity(context: TurnContext): Promise<ActivityResult>;
  /** @throws any error of the turn: the person wrote nothing, so an error message would make no sense */
  onRecoveryChanged(context: TurnContext, recovery: RecoveryId): Promise<void>;
}

export function createActivityHandler(options: BotOptions): ActivityHandler {
  const { codeLengths, conversation, onError, random } = options;

  const handleMessage: TurnHandler = async (turn, status) => {
    const { chat, context } = turn;
    chat.session.owner ??= chat.account.user;
    if (chat.session.owner !== chat.account.user) return 'ignored';
    if (status === 'unusable') await chat.send({ key: 'session.restarted' });
    // A code by itself means that the conversation it belongs to has ended.
    else if (status === 'new' && !chat.submission && isCodeAlone(context.activity.text, codeLengths))
      await chat.send({ key: 'session.ended' });
    await conversation.handleMessage(turn);
    return 'handled';
  };

  const run = async (context: TurnContext, handle: TurnHandler): Promise<ActivityResult> => {
    const result = await runTurn(context, options, handle);
    switch (result.kind) {
      case 'duplicate':
        return 'duplicate';
      case 'failed':
        await sendErrorMessage(context, options, result);
        return 'done';
      case 'answered':
        return 'done';
    }
  };

  return {
    async onActivity(context) {
      switch (activityKindOf(context.activity)) {
        case 'group':
          await sendGroupInvitation(context, options).catch((error: unknown) => {
            onError({ error, reference: random.token(6) });
          });
          return 'done';
        case 'arrival':
          return run(
            context,
            always((turn) => conversation.greet(turn)),
          );
        case 'message':
          readIncomingMessage(context, options.catalog('es-EC'));
          return run(context, handleMessage);
        case 'unsupported':
          return 'done';
      }
    },

    async onRecoveryChanged(context, recovery) {
      const result = await runTurn(
        context,
        options,
        always((turn) => conversation.onRecoveryChanged(turn, recovery)),
      );
      if (result.kind === 'failed') throw result.error;
    },
  };
}

/** A handler of turns that are never ignored. */
const always =
  (handle: (turn: ConversationTurn) => Promise<void>): TurnHandler =>
  async (turn) => {
    await handle(turn);
    return 'handled';
  };

function isCodeAlone(text: string, { longest, shortest }: BotOptions['codeLengths']): boolean {
  if (!/^[\d\s.-]+$/.test(text)) return false;
  const lengths = Array.from({ length: longest - shortest + 1 }, (_, index) => shortest + index);
  return lengths.some((length) => readCode(text, length) !== undefined);
}

/** Tells a group to write in private, as often as its rate limit allows. Nothing that a group writes is read, stored or logged. */
async function sendGroupInvitation(
  context: TurnContext,
  { invitationLimits, catalog }: Pick<BotOptions, 'invitationLimits' | 'catalog'>,
): Promise<void> {
  const { activity } = context;
  const key = senderAccountOf(activity).conversation;
  const charged = await invitationLimits.charge([{ limit: 'group-invitations', key }]);
  if (charged.kind === 'exceeded') return;
  await sendMessage(context, { key: 'group.invitation' }, { catalog, locale: chooseLocale(activity.locale) });
}
