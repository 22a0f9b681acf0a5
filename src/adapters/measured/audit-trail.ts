import type { AuditTrail } from '../../ports/monitoring/audit-trail';
import type { MetricsRecorder } from '../../ports/monitoring/measurements';

/** What the trail takes down is what is worth counting: both say the same. */
export const measureAuditTrail = (trail: AuditTrail, measurements: MetricsRecorder): AuditTrail => ({
  record(event) {
    trail.record(event);
    measurements.record({ measured: 'event', fact: event });
  },
});
