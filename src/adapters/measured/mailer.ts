import type { Mailer } from '../../ports/mailer';
import type { Measurements } from '../../ports/measurements';

/** Never throws: that the mail was not taken stands in its receipt. A refusal is an answer. */
export const measuredMailer = (mailer: Mailer, measurements: Measurements): Mailer => ({
  async send(message) {
    const elapsed = measurements.stopwatch();
    const receipt = await mailer.send(message);
    const outcome = receipt.kind === 'accepted' || receipt.kind === 'refused' ? 'answered' : 'unavailable';
    measurements.take({ measured: 'call', dependency: 'mailer', operation: 'send', outcome, ms: elapsed() });
    return receipt;
  },
});
