import type { AuditTrail } from '../../ports/monitoring/audit-trail';
import type { MetricsRecorder } from '../../ports/monitoring/measurements';

/** Counts every event that the trail records. */
export const measureAuditTrail = (trail: AuditTrail, measurements: MetricsRecorder): AuditTrail => ({
  record(event) {
    trail.record(event);
    measurements.record({ measured: 'event', fact: event });
  },
});
