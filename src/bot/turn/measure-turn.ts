import type { DialogState } from '../../../dialogs/framework';
import { KNOWN_CHANNELS } from '../../domain/channel';
import { Unavailable } from '../../ports/errors';
import type { MetricsRecorder, TurnOutcome, TurnTrigger } from '../../ports/monitoring/measurements';
import type { BotOptions } from '../bot-options';
import { ActivityEventNames, type TurnContext } from '../framework';

export type TurnEnd =
  { readonly kind: 'answered' | 'duplicate' | 'too-fast' } | { readonly kind: 'failed'; readonly error: unknown };

/** The measurement of one turn. */
export interface TurnMeasurement {
  /** Records the dialog step of the loaded state, before the turn changes it. */
  recordStep(stack: DialogState): void;
  /** Records that the turn was not for the bot to answer. */
  markIgnored(): void;
  end(end: TurnEnd): void;
}

/** Step of a turn that ended before the conversation's state was loaded. */
const UNREAD = 'unread';

const NO_MEASUREMENT: TurnMeasurement = {
  recordStep: () => undefined,
  markIgnored: () => undefined,
  end: () => undefined,
};

type MeasureOptions = Pick<BotOptions, 'conversation' | 'metrics'>;

/** Measures a turn, and each reply as a call to the channel. */
export function measureTurnAndReplies(context: TurnContext, options: MeasureOptions): TurnMeasurement {
  if (options.metrics) measureReplies(context, options.metrics);
  return measureTurn(context, options);
}

/** Measures a turn without its replies, also one that a rate limit refuses. */
export function measureTurn(context: TurnContext, { conversation, metrics }: MeasureOptions): TurnMeasurement {
  if (metrics === undefined) return NO_MEASUREMENT;
  const elapsed = metrics.startTimer();
  let step = UNREAD;
  let isIgnored = false;

  return {
    recordStep(stack) {
      step = conversation.nameStep(stack);
    },
    markIgnored() {
      isIgnored = true;
    },
    end(end) {
      const outcome = isIgnored && end.kind === 'answered' ? 'ignored' : outcomeOf(end);
      metrics.record({
        measured: 'turn',
        occasion: triggerOf(context),
        channel: knownChannel(context.activity.channelId),
        step,
        outcome,
        ms: elapsed(),
      });
    },
  };
}

function outcomeOf(end: TurnEnd): TurnOutcome {
  if (end.kind !== 'failed') return end.kind;
  return end.error instanceof Unavailable ? 'unavailable' : 'failed';
}

/** Callers choose the channel's name, and must not be able to create values of a metric's label. */
const knownChannel = (channelId: string): string => (KNOWN_CHANNELS.includes(channelId) ? channelId : 'other');

function triggerOf({ activity }: TurnContext): TurnTrigger {
  if (activity.name === ActivityEventNames.ContinueConversation) return 'notification';
  return activity.type === 'message' || activity.type === 'messageUpdate' ? 'message' : 'arrival';
}

/** With `expectReplies`, replies are returned in the response of the request, so that there is no call to measure. */
function measureReplies(context: TurnContext, metrics: MetricsRecorder): void {
  if (context.activity.deliveryMode === 'expectReplies') return;
  context.onSendActivities(async (_context, activities, send) => {
    const elapsed = metrics.startTimer();
    const operation = activities.some(({ type }) => type === 'message') ? 'reply' : 'typing';
    const end = (outcome: 'answered' | 'failed') => {
      metrics.record({ measured: 'call', dependency: 'channel', operation, outcome, ms: elapsed() });
    };
    try {
      const responses = await send();
      end('answered');
      return responses;
    } catch (error) {
      end('failed');
      throw error;
    }
  });
}
