import type { AuditEvent, AuditTrail } from '../../src/ports/audit-trail';

export interface ListeningTrail extends AuditTrail {
  /** What was recorded, oldest first. */
  readonly events: readonly AuditEvent[];
}

/** A trail that only remembers. */
export function createListeningTrail(): ListeningTrail {
  const events: AuditEvent[] = [];
  return { events, record: (event) => void events.push(event) };
}
