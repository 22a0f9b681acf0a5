import type { AuditEvent, AuditTrail } from '../../../src/ports/monitoring/audit-trail';

export interface RecordingAuditTrail extends AuditTrail {
  /** What was recorded, oldest first. */
  readonly events: readonly AuditEvent[];
}

/** A trail that only remembers. */
export function createRecordingAuditTrail(): RecordingAuditTrail {
  const events: AuditEvent[] = [];
  return { events, record: (event) => void events.push(event) };
}
