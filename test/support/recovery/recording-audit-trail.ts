import type { AuditEvent, AuditTrail } from '../../../src/ports/monitoring/audit-trail';

export interface RecordingAuditTrail extends AuditTrail {
  /** The recorded events, oldest first. */
  readonly events: readonly AuditEvent[];
}

/** Creates an audit trail that only records. */
export function createRecordingAuditTrail(): RecordingAuditTrail {
  const events: AuditEvent[] = [];
  return { events, record: (event) => void events.push(event) };
}
