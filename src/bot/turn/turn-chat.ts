import type { BotMessage, Chat } from '../../../dialogs/chat';
import type { Session } from '../../../dialogs/session';
import type { ExpectedAnswer } from '../../domain/expected-answer';
import { capabilitiesOf } from '../../domain/channel';
import type { MessageCatalog } from '../../i18n/translate';
import { Unavailable } from '../../ports/errors';
import type { MetricsRecorder } from '../../ports/monitoring/measurements';
import type { Clock, Random } from '../../ports/system';
import type { ReplyAddress } from '../../ports/ids';
import { withTimeout } from '../../timing/with-timeout';
import type { PageHints } from '../api/page-hints';
import { submissionOf } from '../channel/incoming-message';
import { stringifyConversationReference, type TurnContext } from '../framework';
import { STAMP_BYTES } from '../rendering/cards/card-submission';
import { renderMessage } from '../rendering/render-message';
import { timeValues } from '../rendering/time-values';
import { senderAccountOf } from './activity';

export interface TurnChatOptions {
  readonly context: TurnContext;
  readonly session: Session;
  readonly catalog: MessageCatalog;
  readonly random: Pick<Random, 'token'>;
  readonly clock: Clock;
  readonly metrics: MetricsRecorder | undefined;
  /** Once it is aborted, `send` rejects. */
  readonly deadline: AbortSignal;
}

/** Implements the dialogs' chat over one turn of a channel, and renders their messages. */
export function createTurnChat(options: TurnChatOptions): Chat {
  const { catalog, clock, context, deadline, metrics, random, session } = options;
  const giveUp = (): never => {
    throw deadline.reason as Error;
  };
  const channel = capabilitiesOf(context.activity.channelId);
  return {
    session,
    channel,
    replyTo: stringifyConversationReference(context.activity) as ReplyAddress,
    account: senderAccountOf(context.activity),
    submission: submissionOf(context),

    async send(message) {
      session.form = formOf(message, session, random) ?? session.form;
      const { locale } = session;
      const hints = channel.channelData === 'page-hints' && { channelData: { recovery: hintsOf(message, session) } };
      const stamp = session.form?.stamp;
      const values = { ...timeValues(message, { now: clock.now(), locale }), ...message.values };
      const activities = renderMessage({ ...message, values }, { channel, copy: catalog(locale), locale, stamp });
      try {
        // One after the other, so that the parts of a long text arrive in order.
        for (const activity of activities) {
          await withTimeout(deadline, context.sendActivity({ ...activity, ...hints }), giveUp);
        }
      } catch (error) {
        throw new Unavailable('channel', error);
      }
    },

    recordMiss(miss) {
      metrics?.record({ measured: 'miss', ...miss });
    },

    typing() {
      // Not awaited: a channel that delays or refuses the typing indicator may still accept the answer.
      context.sendActivity({ type: 'typing' }).catch(() => undefined);
      return Promise.resolve();
    },
  };
}

/** Cards that can be submitted get the stamp of the session's form, or a new one when the form is of another kind. */
function formOf({ card }: BotMessage, { form }: Session, random: Pick<Random, 'token'>): Session['form'] {
  if (card === undefined || card.kind === 'in-person') return undefined;
  return form?.kind === card.kind ? form : { kind: card.kind, stamp: random.token(STAMP_BYTES) };
}

const KEYBOARDS: Readonly<Record<ExpectedAnswer, PageHints['expects']>> = {
  cedula: 'number',
  'foreigner-code': 'text',
  ruc: 'number',
  branch: 'number',
  code: 'code',
};

/** Without a recovery there is no countdown. */
const hintsOf = ({ countdown, expects }: BotMessage, { recovery }: Session): PageHints => ({
  expects: expects === undefined ? 'text' : KEYBOARDS[expects],
  ...(expects && { asks: expects }),
  countdown: recovery === undefined ? null : countdown,
});
