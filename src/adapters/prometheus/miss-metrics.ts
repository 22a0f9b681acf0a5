import { Counter, type Registry } from 'prom-client';
import type { Measurement } from '../../ports/monitoring/measurements';

/** Counts the messages that were not understood, so that operators see at which question people are lost. */
export function missMetrics(registry: Registry): (miss: Measurement & { measured: 'miss' }) => void {
  const misses = new Counter({
    name: 'recovery_messages_not_understood_total',
    help: 'Messages that were not understood, by the question that stood, the nearest intent and the confidence in it',
    labelNames: ['prompt', 'nearest', 'confidence'],
    registers: [registry],
  });
  return ({ confidence, nearest, prompt }) => {
    misses.inc({ prompt, nearest, confidence });
  };
}
