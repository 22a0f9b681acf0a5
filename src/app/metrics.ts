import { createMeasurementLog } from '../adapters/log/measurements';
import { measureAuditTrail } from '../adapters/measured/audit-trail';
import { measurePort } from '../adapters/measured/calls';
import { measureMailer } from '../adapters/measured/mailer';
import { measureSessions } from '../adapters/measured/sessions';
import { createPrometheusExporter, type PrometheusExporter } from '../adapters/prometheus/exporter';
import { startStopwatch } from '../adapters/system/clock';
import type { Config } from '../config/config';
import type { Log } from './logger';
import type { MailProcessing } from './mail';
import type { AuditTrail } from '../ports/monitoring/audit-trail';
import type { Mailer } from '../ports/mail/mailer';
import type { MetricsRecorder } from '../ports/monitoring/measurements';
import type { Registry } from './registry';
import type { Stores } from './stores';

/** The metrics of the service, as log lines and for Prometheus, and decorators that measure each port. */
export interface Metrics extends Pick<PrometheusExporter, 'observeAtScrape' | 'scrape'> {
  readonly recorder: MetricsRecorder;
  measureStores(stores: Stores): Stores;
  measureRegistry(registry: Registry): Registry;
  measureMail<Mail extends MailProcessing>(mail: Mail): Mail;
  measureMailer(mailer: Mailer): Mailer;
  measureAuditTrail(trail: AuditTrail): AuditTrail;
}

export function openMetrics({ metricsReaders }: Config, log: Log): Metrics {
  if (metricsReaders.kind === 'none') log.info('/metrics is not served: METRICS_TOKEN is not set');
  const prometheus = createPrometheusExporter();
  // Measurements hold only words of closed lists, and redacting by field name costs ten times the line. The filter on the text stays.
  const unredacted = log.child({}, { redact: [] });
  const write = createMeasurementLog((fields, message) => {
    unredacted.info(fields, message);
  });
  const recorder: MetricsRecorder = {
    record(measurement) {
      prometheus.record(measurement);
      write(measurement);
    },
    startTimer: startStopwatch,
  };

  return {
    recorder,
    observeAtScrape: prometheus.observeAtScrape,
    scrape: prometheus.scrape,
    measureStores: (stores) => measureStores(stores, recorder),
    measureRegistry: (registry) => measureRegistry(registry, recorder),
    measureMail: (mail) => measureMailProcessing(mail, recorder),
    measureMailer: (mailer) => measureMailer(mailer, recorder),
    measureAuditTrail: (trail) => measureAuditTrail(trail, recorder),
  };
}

const measureStores = (stores: Stores, recorder: MetricsRecorder): Stores => ({
  ...stores,
  sessions: measureSessions(stores.sessions, recorder),
  recoveries: measurePort(stores.recoveries, { dependency: 'recovery-store', except: ['ping'] }, recorder),
  limits: measurePort(stores.limits, { dependency: 'rate-limits' }, recorder),
  feed: measurePort(stores.feed, { dependency: 'activity-feed' }, recorder),
});

const measureRegistry = (registry: Registry, recorder: MetricsRecorder): Registry => ({
  ...registry,
  employers: measurePort(registry.employers, { dependency: 'employer-registry' }, recorder),
  credentials: measurePort(registry.credentials, { dependency: 'credential-directory' }, recorder),
});

/** Waiting for a job is not measured: it depends on the job, not on the queue. */
const measureMailProcessing = <Mail extends MailProcessing>(mail: Mail, recorder: MetricsRecorder): Mail => ({
  ...mail,
  queue: measurePort(
    mail.queue,
    { dependency: 'mail-queue', except: ['waitUntilSettled', 'count', 'close'] },
    recorder,
  ),
  timers: measurePort(mail.timers, { dependency: 'recovery-timers', except: ['count', 'close'] }, recorder),
  mailQuota: measurePort(mail.mailQuota, { dependency: 'mail-quota' }, recorder),
  sentMails: measurePort(mail.sentMails, { dependency: 'sent-mail-log' }, recorder),
});
