import type { TurnContext } from 'botbuilder';
import type { DialogState } from '../../../dialogs/framework';
import { KNOWN_CHANNELS } from '../../domain/channel';
import { Unavailable } from '../../ports/errors';
import type { MetricsRecorder, TurnTrigger, TurnOutcome } from '../../ports/monitoring/measurements';
import type { BotOptions } from '../api/bot';

export type TurnEnd =
  { readonly kind: 'answered' | 'repeated' | 'too-fast' } | { readonly kind: 'failed'; readonly error: unknown };

/** One turn as it is measured. */
export interface TurnMeasurement {
  /** The conversation's stack, before anything was answered. */
  recordStep(stack: DialogState): void;
  /** It was somebody else's to answer. */
  markIgnored(): void;
  end(how: TurnEnd): void;
}

/** Of a turn that ended before its conversation was read. */
const UNREAD = 'unread';

const UNMEASURED: TurnMeasurement = { recordStep: () => undefined, markIgnored: () => undefined, end: () => undefined };

type Measuring = Pick<BotOptions, 'conversation' | 'measurements'>;

/** Measures a turn, and how long the channel takes for each of its replies. */
export function measureTurnAndReplies(context: TurnContext, measuring: Measuring): TurnMeasurement {
  if (measuring.measurements) measureReplies(context, measuring.measurements);
  return measureTurn(context, measuring);
}

/** Measures a turn alone, also one that is not let in. */
export function measureTurn(context: TurnContext, { conversation, measurements }: Measuring): TurnMeasurement {
  if (measurements === undefined) return UNMEASURED;
  const elapsed = measurements.startTimer();
  let step = UNREAD;
  let isIgnored = false;

  return {
    recordStep(stack) {
      step = conversation.nameStep(stack);
    },
    markIgnored() {
      isIgnored = true;
    },
    end(how) {
      const outcome = isIgnored && how.kind === 'answered' ? 'ignored' : outcomeOf(how);
      measurements.record({
        measured: 'turn',
        occasion: occasionOf(context),
        channel: knownChannel(context.activity.channelId),
        step,
        outcome,
        ms: elapsed(),
      });
    },
  };
}

function outcomeOf(how: TurnEnd): TurnOutcome {
  if (how.kind !== 'failed') return how.kind;
  return how.error instanceof Unavailable ? 'unavailable' : 'failed';
}

/** Channels are named by whoever calls: a name that nobody here knows would be a label of their making. */
const knownChannel = (channelId: string): string => (KNOWN_CHANNELS.includes(channelId) ? channelId : 'other');

/** The adapters' own name for a turn that nobody asked for. */
function occasionOf({ activity }: TurnContext): TurnTrigger {
  if (activity.name === 'ContinueConversation') return 'news';
  return activity.type === 'message' ? 'message' : 'arrival';
}

/** Replies that travel in the answer to the request are only put together here, and wait for nobody. */
function measureReplies(context: TurnContext, measurements: MetricsRecorder): void {
  if (context.activity.deliveryMode === 'expectReplies') return;
  context.onSendActivities(async (_context, activities, send) => {
    const elapsed = measurements.startTimer();
    const operation = activities.some(({ type }) => type === 'message') ? 'reply' : 'typing';
    const end = (outcome: 'answered' | 'failed') => {
      measurements.record({ measured: 'call', dependency: 'channel', operation, outcome, ms: elapsed() });
    };
    try {
      const sent = await send();
      end('answered');
      return sent;
    } catch (error) {
      end('failed');
      throw error;
    }
  });
}
