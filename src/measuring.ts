import { writeMeasurements } from './adapters/log/measurements';
import { measuredAuditTrail } from './adapters/measured/audit-trail';
import { measured } from './adapters/measured/calls';
import { measuredMailer } from './adapters/measured/mailer';
import { measuredSessions } from './adapters/measured/sessions';
import { createPrometheus, type Prometheus } from './adapters/prometheus/prometheus';
import { startStopwatch } from './adapters/system/stopwatch';
import type { Config } from './config';
import type { Log } from './log';
import type { MailWork } from './mailing';
import type { AuditTrail } from './ports/audit-trail';
import type { Mailer } from './ports/mailer';
import type { Measurements } from './ports/measurements';
import type { Registry, Stores } from './resources';

/** How the service fares, in lines of the log and in numbers to be scraped; and each port again, measured. */
export interface Measuring extends Pick<Prometheus, 'read' | 'scrape'> {
  readonly measurements: Measurements;
  stores(stores: Stores): Stores;
  registry(registry: Registry): Registry;
  work<Work extends MailWork>(work: Work): Work;
  mailer(mailer: Mailer): Mailer;
  trail(trail: AuditTrail): AuditTrail;
}

export function openMeasuring({ metricsReaders }: Config, log: Log): Measuring {
  if (metricsReaders.kind === 'nobody') log.info('/metrics is not served: METRICS_TOKEN is not set');
  const prometheus = createPrometheus();
  // Their words are of closed lists: to look for fields that would hold others costs ten times the line. The last look at its text stays.
  const lines = log.child({}, { redact: [] });
  const write = writeMeasurements((fields, message) => {
    lines.info(fields, message);
  });
  const measurements: Measurements = {
    take(measurement) {
      prometheus.take(measurement);
      write(measurement);
    },
    stopwatch: startStopwatch,
  };

  return {
    measurements,
    read: prometheus.read,
    scrape: prometheus.scrape,
    stores: (stores) => measureStores(stores, measurements),
    registry: (registry) => measureRegistry(registry, measurements),
    work: (work) => measureWork(work, measurements),
    mailer: (mailer) => measuredMailer(mailer, measurements),
    trail: (trail) => measuredAuditTrail(trail, measurements),
  };
}

const measureStores = (stores: Stores, measurements: Measurements): Stores => ({
  ...stores,
  sessions: measuredSessions(stores.sessions, measurements),
  recoveries: measured(
    stores.recoveries,
    {
      dependency: 'recovery-store',
      operations: [
        ...(['nameTarget', 'pause', 'resume', 'create', 'find', 'owe', 'place', 'owes', 'start', 'giveUp'] as const),
        ...(['bounce', 'handOver', 'attempt', 'locate', 'open', 'session', 'finish', 'cancel'] as const),
      ],
    },
    measurements,
  ),
  limits: measured(
    stores.limits,
    { dependency: 'rate-limits', operations: ['charge', 'look', 'refund', 'pause'] },
    measurements,
  ),
  feed: measured(
    stores.feed,
    { dependency: 'activity-feed', operations: ['start', 'append', 'read', 'keep', 'whisper', 'follow'] },
    measurements,
  ),
});

const measureRegistry = (registry: Registry, measurements: Measurements): Registry => ({
  ...registry,
  employers: measured(registry.employers, { dependency: 'employer-registry', operations: ['find'] }, measurements),
  credentials: measured(
    registry.credentials,
    { dependency: 'credential-directory', operations: ['setKey', 'isCurrentKey'] },
    measurements,
  ),
});

/** Waiting for a job is no call of the queue. */
const measureWork = <Work extends MailWork>(work: Work, measurements: Measurements): Work => ({
  ...work,
  queue: measured(work.queue, { dependency: 'mail-queue', operations: ['plan', 'add', 'drop'] }, measurements),
  watch: measured(work.watch, { dependency: 'recovery-watch', operations: ['start'] }, measurements),
  budget: measured(work.budget, { dependency: 'mail-budget', operations: ['take', 'pause'] }, measurements),
  ledger: measured(
    work.ledger,
    { dependency: 'mail-ledger', operations: ['enter', 'find', 'rememberBounce', 'isBouncing'] },
    measurements,
  ),
});
