import { Histogram, type Registry } from 'prom-client';
import type { Measurement } from '../../ports/monitoring/measurements';

type Turn = Measurement & { readonly measured: 'turn' };

/**
 * Buckets (s). Up to 0.1: turns without registry and mail. 4.5: turns that waited for a mail, up to `MAIL_WAIT_TIMEOUT`. 12:
 * `channelReplies.turnTimeout`, after which the bot sends nothing. 15: `CHANNEL_TIMEOUT`. All are constants of src/policy.
 */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 4.5, 8, 12, 15];

/** Registers the histogram of turns, whose count is the number of turns. */
export function turnMetrics(registry: Registry): (turn: Turn) => void {
  const seconds = new Histogram({
    name: 'recovery_turn_seconds',
    help: 'Duration of turns, by the dialog step at their start',
    labelNames: ['occasion', 'channel', 'step', 'outcome'],
    buckets: SECONDS,
    registers: [registry],
  });
  return ({ channel, ms, occasion, outcome, step }) => {
    seconds.observe({ occasion, channel, step, outcome }, ms / 1_000);
  };
}
