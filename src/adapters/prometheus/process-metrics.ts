import { collectDefaultMetrics, Registry } from 'prom-client';

let registry: Registry | undefined;

/**
 * Event-loop lag, heap, garbage collection, CPU, under the names that dashboards for Node know. They are the process's, whatever runs in it,
 * and what collects them cannot be stopped: there is one.
 */
export function processMetrics(): Registry {
  if (registry === undefined) {
    registry = new Registry();
    collectDefaultMetrics({ register: registry });
  }
  return registry;
}
