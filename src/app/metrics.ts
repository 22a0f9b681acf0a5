import { createMeasurementLog } from '../adapters/log/measurements';
import { measureAuditTrail } from '../adapters/measured/audit-trail';
import { measurePort } from '../adapters/measured/calls';
import { measureMailer } from '../adapters/measured/mailer';
import { measureSessions } from '../adapters/measured/sessions';
import { createPrometheusExporter, type PrometheusExporter } from '../adapters/prometheus/exporter';
import { startStopwatch } from '../adapters/system/stopwatch';
import type { Config } from '../config/config';
import type { Log } from './logger';
import type { MailProcessing } from './mail';
import type { AuditTrail } from '../ports/monitoring/audit-trail';
import type { Mailer } from '../ports/mail/mailer';
import type { MetricsRecorder } from '../ports/monitoring/measurements';
import type { Registry, Stores } from './stores';

/** How the service fares, in lines of the log and in numbers to be scraped; and each port again, measured. */
export interface Metrics extends Pick<PrometheusExporter, 'observeAtScrape' | 'scrape'> {
  readonly measurements: MetricsRecorder;
  measureStores(stores: Stores): Stores;
  measureRegistry(registry: Registry): Registry;
  measureMail<Work extends MailProcessing>(work: Work): Work;
  measureMailer(mailer: Mailer): Mailer;
  measureAuditTrail(trail: AuditTrail): AuditTrail;
}

export function openMetrics({ metricsReaders }: Config, log: Log): Metrics {
  if (metricsReaders.kind === 'nobody') log.info('/metrics is not served: METRICS_TOKEN is not set');
  const prometheus = createPrometheusExporter();
  // Their words are of closed lists: to look for fields that would hold others costs ten times the line. The last look at its text stays.
  const lines = log.child({}, { redact: [] });
  const write = createMeasurementLog((fields, message) => {
    lines.info(fields, message);
  });
  const measurements: MetricsRecorder = {
    record(measurement) {
      prometheus.record(measurement);
      write(measurement);
    },
    startTimer: startStopwatch,
  };

  return {
    measurements,
    observeAtScrape: prometheus.observeAtScrape,
    scrape: prometheus.scrape,
    measureStores: (stores) => measureStores(stores, measurements),
    measureRegistry: (registry) => measureRegistry(registry, measurements),
    measureMail: (work) => measureWork(work, measurements),
    measureMailer: (mailer) => measureMailer(mailer, measurements),
    measureAuditTrail: (trail) => measureAuditTrail(trail, measurements),
  };
}

const measureStores = (stores: Stores, measurements: MetricsRecorder): Stores => ({
  ...stores,
  sessions: measureSessions(stores.sessions, measurements),
  recoveries: measurePort(
    stores.recoveries,
    {
      dependency: 'recovery-store',
      operations: [
        ...([
          'resolveTarget',
          'suspend',
          'lift',
          'create',
          'find',
          'requestMail',
          'storeSecret',
          'checkOwed',
          'activateSecret',
          'markUnsent',
        ] as const),
        ...([
          'markBounced',
          'stopWaiting',
          'attempt',
          'findByToken',
          'openLink',
          'findResetSession',
          'complete',
          'cancel',
        ] as const),
      ],
    },
    measurements,
  ),
  limits: measurePort(
    stores.limits,
    { dependency: 'rate-limits', operations: ['charge', 'peek', 'refund', 'block'] },
    measurements,
  ),
  feed: measurePort(
    stores.feed,
    { dependency: 'activity-feed', operations: ['start', 'append', 'read', 'keepAlive', 'sendTransient', 'subscribe'] },
    measurements,
  ),
});

const measureRegistry = (registry: Registry, measurements: MetricsRecorder): Registry => ({
  ...registry,
  employers: measurePort(registry.employers, { dependency: 'employer-registry', operations: ['find'] }, measurements),
  credentials: measurePort(
    registry.credentials,
    { dependency: 'credential-directory', operations: ['setKey', 'isCurrentKey'] },
    measurements,
  ),
});

/** Waiting for a job is no call of the queue. */
const measureWork = <Work extends MailProcessing>(work: Work, measurements: MetricsRecorder): Work => ({
  ...work,
  queue: measurePort(
    work.queue,
    { dependency: 'mail-queue', operations: ['schedule', 'add', 'unschedule'] },
    measurements,
  ),
  timers: measurePort(work.timers, { dependency: 'recovery-watch', operations: ['start'] }, measurements),
  mailQuota: measurePort(
    work.mailQuota,
    { dependency: 'mail-budget', operations: ['acquire', 'backOff'] },
    measurements,
  ),
  sentMails: measurePort(
    work.sentMails,
    { dependency: 'mail-ledger', operations: ['add', 'find', 'rememberBounce', 'isBouncing'] },
    measurements,
  ),
});
