import { Histogram, type Registry } from 'prom-client';
import type { Measurement } from '../../ports/monitoring/measurements';

type Call = Measurement & { readonly measured: 'call' };

/** Buckets (s). 0.0025: Redis on the same network. 1: its timeout. 5: the longest timeouts of PostgreSQL and of channels (`channelReplies`). */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function callMetrics(registry: Registry): (call: Call) => void {
  const seconds = new Histogram({
    name: 'recovery_dependency_seconds',
    help: 'Duration of calls to dependencies, including failed calls and time spent waiting',
    labelNames: ['dependency', 'operation', 'outcome'],
    buckets: SECONDS,
    registers: [registry],
  });
  return ({ dependency, ms, operation, outcome }) => {
    seconds.observe({ dependency, operation, outcome }, ms / 1_000);
  };
}
