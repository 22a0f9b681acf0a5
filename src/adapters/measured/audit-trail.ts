import type { AuditTrail } from '../../ports/monitoring/audit-trail';
import type { MetricsRecorder } from '../../ports/monitoring/measurements';

/** Counts every event that the trail records. */
export const measureAuditTrail = (trail: AuditTrail, metrics: MetricsRecorder): AuditTrail => ({
  record(event) {
    trail.record(event);
    metrics.record({ measured: 'event', fact: event });
  },
});
