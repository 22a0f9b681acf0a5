import { Histogram, type Registry } from 'prom-client';
import type { Measurement } from '../../ports/monitoring/measurements';

type Mail = Measurement & { readonly measured: 'mail' };

/**
 * Buckets (s). 4: `MAIL_WAIT_TIMEOUT`. 60: `recoveryRules.acceptTimeout`, after which only notices are sent. Both are constants of
 * src/policy/recovery.ts.
 */
const SECONDS = [0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 300];

export function mailMetrics(registry: Registry): (mail: Mail) => void {
  const acceptance = new Histogram({
    name: 'recovery_mail_acceptance_seconds',
    help: 'From the request for a mail to its acceptance by the mail service',
    labelNames: ['kind'],
    buckets: SECONDS,
    registers: [registry],
  });
  return ({ kind, ms, outcome }) => {
    if (outcome === 'accepted') acceptance.observe({ kind }, ms / 1_000);
  };
}
