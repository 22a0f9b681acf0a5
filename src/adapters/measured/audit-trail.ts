import type { AuditTrail } from '../../ports/audit-trail';
import type { Measurements } from '../../ports/measurements';

/** What the trail takes down is what is worth counting: both say the same. */
export const measuredAuditTrail = (trail: AuditTrail, measurements: Measurements): AuditTrail => ({
  record(event) {
    trail.record(event);
    measurements.take({ measured: 'event', fact: event });
  },
});
