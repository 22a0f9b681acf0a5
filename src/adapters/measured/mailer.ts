import type { Mailer } from '../../ports/mail/mailer';
import type { MetricsRecorder } from '../../ports/monitoring/measurements';

/** Never throws: that the mail was not taken stands in its receipt. A refusal is an answer. */
export const measureMailer = (mailer: Mailer, measurements: MetricsRecorder): Mailer => ({
  async send(message) {
    const elapsed = measurements.startTimer();
    const receipt = await mailer.send(message);
    const outcome = receipt.kind === 'accepted' || receipt.kind === 'refused' ? 'answered' : 'unavailable';
    measurements.record({ measured: 'call', dependency: 'mailer', operation: 'send', outcome, ms: elapsed() });
    return receipt;
  },
});
