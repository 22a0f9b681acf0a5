import type { AuditEvent, AuditTrail } from '../../ports/monitoring/audit-trail';

/** A line for each event. Its subjects say what they are: a log that censors fields by their names leaves these alone. */
export const createLogAuditTrail = (write: (fields: { readonly audit: object }) => void): AuditTrail => ({
  record({ conversation, document, employer, target, ...fact }: AuditEvent) {
    const subjects = { targetMac: target, documentMac: document, employerMac: employer, conversationMac: conversation };
    write({ audit: { ...fact, ...subjects } });
  },
});
