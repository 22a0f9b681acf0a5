import type { Mailer } from '../../ports/mail/mailer';
import type { MetricsRecorder } from '../../ports/monitoring/measurements';

/** Measures each mail by its result, because a mailer never throws. A refusal counts as an answer. */
export const measureMailer = (mailer: Mailer, metrics: MetricsRecorder): Mailer => ({
  async send(message) {
    const elapsed = metrics.startTimer();
    const result = await mailer.send(message);
    const outcome = result.kind === 'accepted' || result.kind === 'refused' ? 'answered' : 'unavailable';
    metrics.record({ measured: 'call', dependency: 'mailer', operation: 'send', outcome, ms: elapsed() });
    return result;
  },
});
