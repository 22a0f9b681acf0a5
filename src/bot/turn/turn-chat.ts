import { TurnContext } from 'botbuilder';
import type { Chat, BotMessage } from '../../../dialogs/chat';
import type { Session } from '../../../dialogs/session';
import { capabilitiesOf } from '../../domain/channel';
import type { MessageCatalog } from '../../i18n/translate';
import { Unavailable } from '../../ports/errors';
import type { Random } from '../../ports/random';
import type { ReplyAddress } from '../../ports/reply-address';
import { withTimeout } from '../../timing/with-timeout';
import type { PageHints } from '../api/page-hints';
import { channelAccountOf } from './activity';
import { submissionOf } from '../channel/incoming-message';
import { STAMP_BYTES } from '../rendering/cards/card-submission';
import { renderMessage } from '../rendering/render-message';

export interface TurnChatOptions {
  readonly context: TurnContext;
  readonly session: Session;
  readonly catalog: MessageCatalog;
  readonly random: Pick<Random, 'token'>;
  /** After it nothing more is said in this turn. */
  readonly deadline: AbortSignal;
}

/** A chat over one turn of a channel; lines get their words here. */
export function createTurnChat({ context, deadline, random, session, catalog }: TurnChatOptions): Chat {
  const giveUp = (): never => {
    throw deadline.reason as Error;
  };
  const channel = capabilitiesOf(context.activity.channelId);
  return {
    session,
    channel,
    replyTo: JSON.stringify(TurnContext.getConversationReference(context.activity)) as ReplyAddress,
    account: channelAccountOf(context.activity),
    submission: submissionOf(context),

    async send(line) {
      session.form = formOf(line, session, random) ?? session.form;
      const { locale } = session;
      const hints = channel.channelData === 'page-hints' && { channelData: { recovery: hintsOf(line, session) } };
      const messages = renderMessage(line, { channel, copy: catalog(locale), locale, stamp: session.form?.stamp });
      try {
        // One after the other: each part of a long text follows the one before.
        for (const message of messages) {
          await withTimeout(deadline, context.sendActivity({ ...message, ...hints }), giveUp);
        }
      } catch (error) {
        throw new Unavailable('channel', error);
      }
    },

    typing() {
      // A courtesy: nobody waits for it, and a channel that refuses it may still take the answer.
      context.sendActivity({ type: 'typing' }).catch(() => undefined);
      return Promise.resolve();
    },
  };
}

/** Only what can be sent in needs a stamp: that of the form that stands already, or else a new one. */
function formOf({ card }: BotMessage, { form }: Session, random: Pick<Random, 'token'>): Session['form'] {
  if (card === undefined || card.kind === 'in-person') return undefined;
  return form?.kind === card.kind ? form : { kind: card.kind, stamp: random.token(STAMP_BYTES) };
}

/** Without a recovery nothing can be running out, whatever was said before. */
const hintsOf = ({ countdown, expects }: BotMessage, { recovery }: Session): PageHints => ({
  expects: expects ?? 'text',
  countdown: recovery === undefined ? null : countdown,
});
