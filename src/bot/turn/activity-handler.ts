import { chooseLocale } from '../../i18n/choose-locale';
import type { RecoveryId } from '../../ports/ids';
import type { BotOptions } from '../bot-options';
import { readIncomingMessage } from '../channel/incoming-message';
import type { TurnContext } from '../framework';
import { activityKindOf, senderAccountOf } from './activity';
import { sendErrorMessage } from './error-message';
import { runTurn, type TurnHandler } from './run-turn';
import { sendMessage } from './send-message';
import { createTurnHandlers } from './turn-handlers';

/** `duplicate`: the activity was answered before, and this time nothing was done. */
export type ActivityResult = 'done' | 'duplicate';

export interface ActivityHandler {
  /** Never rejects: errors are reported to the person and to `onError`. */
  onActivity(context: TurnContext): Promise<ActivityResult>;
  /** @throws any error of the turn: the person wrote nothing, so an error message would make no sense */
  onRecoveryChanged(context: TurnContext, recovery: RecoveryId): Promise<void>;
}

export function createActivityHandler(options: BotOptions): ActivityHandler {
  const { conversation, onError, random } = options;
  const handlers = createTurnHandlers(options);

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
      const kind = activityKindOf(context.activity);
      switch (kind) {
        case 'group':
          await sendGroupInvitation(context, options).catch((error: unknown) => {
            onError({ error, reference: random.token(6) });
          });
          return 'done';
        case 'message':
          readIncomingMessage(context, options.catalog('es-EC'));
          return run(context, handlers.message);
        case 'start':
        case 'edit':
        case 'arrival':
          return run(context, handlers[kind]);
        case 'unsupported':
          return 'done';
      }
    },

    async onRecoveryChanged(context, recovery) {
      const result = await runTurn(context, options, async (turn) => {
        await conversation.onRecoveryChanged(turn, recovery);
        return 'handled';
      });
      if (result.kind === 'failed') throw result.error;
    },
  };
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
