import { Registry } from 'prom-client';
import type { Measurement } from '../../ports/measurements';
import { callMetrics } from './call-metrics';
import { eventMetrics } from './event-metrics';
import { mailMetrics } from './mail-metrics';
import { processMetrics } from './process-metrics';
import { readAtScrape, type Readings } from './readings';
import { turnMetrics } from './turn-metrics';

export interface Prometheus {
  readonly take: (measurement: Measurement) => void;
  /** Adds what is looked up at each scrape; called once. */
  readonly read: (readings: Readings) => void;
  /** Everything there is, as Prometheus reads it, within some seconds. */
  readonly scrape: () => Promise<Scrape>;
}

export interface Scrape {
  readonly type: string;
  readonly text: string;
}

/** Counts of this service since its start, in a registry of its own. */
export function createPrometheus(): Prometheus {
  const registry = new Registry();
  const turn = turnMetrics(registry);
  const mail = mailMetrics(registry);
  const call = callMetrics(registry);
  const event = eventMetrics(registry);
  const process = processMetrics();

  return {
    take(measurement) {
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
        case 'event':
          event(measurement.fact);
          return;
      }
    },

    read(readings) {
      readAtScrape(registry, readings);
    },

    async scrape() {
      const texts = await Promise.all([registry.metrics(), process.metrics()]);
      return { type: Registry.PROMETHEUS_CONTENT_TYPE, text: texts.join('\n') };
    },
  };
}
