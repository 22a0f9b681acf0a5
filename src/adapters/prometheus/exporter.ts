import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Measurement } from '../../ports/monitoring/measurements';
import { callMetrics } from './call-metrics';
import { eventMetrics } from './event-metrics';
import { mailMetrics } from './mail-metrics';
import { missMetrics } from './miss-metrics';
import { registerScrapeGauges, type ScrapeSources } from './scrape-gauges';
import { turnMetrics } from './turn-metrics';

export interface PrometheusExporter {
  readonly record: (measurement: Measurement) => void;
  /** Registers the gauges that are read at each scrape. Called once. */
  readonly observeAtScrape: (readings: ScrapeSources) => void;
  /** Returns all metrics in Prometheus' text format, within a few seconds. */
  readonly scrape: () => Promise<Scrape>;
}

export interface Scrape {
  readonly type: string;
  readonly text: string;
}

/** Creates the metrics of this service, in a registry of its own. They count from its start. */
export function createPrometheusExporter(): PrometheusExporter {
  const registry = new Registry();
  const turn = turnMetrics(registry);
  const mail = mailMetrics(registry);
  const call = callMetrics(registry);
  const event = eventMetrics(registry);
  const miss = missMetrics(registry);
  const process = processMetrics();

  return {
    record(measurement) {
      switch (measurement.measured) {
        case 'turn':
          turn(measurement);
          return;
        case 'mail':
          mail(measurement);
          return;
        case 'call':
          call(measurement);
          return;
        case 'miss':
          miss(measurement);
          return;
        case 'event':
          event(measurement.fact);
          return;
      }
    },

    observeAtScrape(readings) {
      registerScrapeGauges(registry, readings);
    },

    async scrape() {
      const texts = await Promise.all([registry.metrics(), process.metrics()]);
      return { type: Registry.PROMETHEUS_CONTENT_TYPE, text: texts.join('\n') };
    },
  };
}

let processRegistry: Registry | undefined;

/**
 * Returns the process's metrics (event-loop lag, heap, garbage collection, CPU) under the names that dashboards for Node use. There is one
 * registry per process, because their collection cannot be stopped.
 */
function processMetrics(): Registry {
  if (processRegistry === undefined) {
    processRegistry = new Registry();
    collectDefaultMetrics({ register: processRegistry });
  }
  return processRegistry;
}
