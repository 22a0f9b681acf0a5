import type { TurnContext } from 'botbuilder';
import type { DialogState } from '../../dialogs/framework';
import { KNOWN_CHANNELS } from '../domain/channel';
import { Unavailable } from '../ports/errors';
import type { Measurements, TurnOccasion, TurnOutcome } from '../ports/measurements';
import type { BotOptions } from './bot';

export type TurnEnd =
  { readonly kind: 'answered' | 'repeated' | 'too-fast' } | { readonly kind: 'failed'; readonly error: unknown };

/** One turn as it is measured. */
export interface TurnCourse {
  /** The conversation's stack, before anything was answered. */
  stoodAt(stack: DialogState): void;
  /** It was somebody else's to answer. */
  ignored(): void;
  end(how: TurnEnd): void;
}

/** Of a turn that ended before its conversation was read. */
const UNREAD = 'unread';

const UNMEASURED: TurnCourse = { stoodAt: () => undefined, ignored: () => undefined, end: () => undefined };

type Measuring = Pick<BotOptions, 'conversation' | 'measurements'>;

/** Measures a turn, and how long the channel takes for each of its replies. */
export function followTurn(context: TurnContext, measuring: Measuring): TurnCourse {
  if (measuring.measurements) measureReplies(context, measuring.measurements);
  return timeTurn(context, measuring);
}

/** Measures a turn alone, also one that is not let in. */
export function timeTurn(context: TurnContext, { conversation, measurements }: Measuring): TurnCourse {
  if (measurements === undefined) return UNMEASURED;
  const elapsed = measurements.stopwatch();
  let step = UNREAD;
  let isIgnored = false;

  return {
    stoodAt(stack) {
      step = conversation.nameStep(stack);
    },
    ignored() {
      isIgnored = true;
    },
    end(how) {
      const outcome = isIgnored && how.kind === 'answered' ? 'ignored' : outcomeOf(how);
      measurements.take({
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
function occasionOf({ activity }: TurnContext): TurnOccasion {
  if (activity.name === 'ContinueConversation') return 'news';
  return activity.type === 'message' ? 'message' : 'arrival';
}

/** Replies that travel in the answer to the request are only put together here, and wait for nobody. */
function measureReplies(context: TurnContext, measurements: Measurements): void {
  if (context.activity.deliveryMode === 'expectReplies') return;
  context.onSendActivities(async (_context, activities, send) => {
    const elapsed = measurements.stopwatch();
    const operation = activities.some(({ type }) => type === 'message') ? 'reply' : 'typing';
    const end = (outcome: 'answered' | 'failed') => {
      measurements.take({ measured: 'call', dependency: 'channel', operation, outcome, ms: elapsed() });
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
