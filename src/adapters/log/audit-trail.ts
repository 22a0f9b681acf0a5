import type { AuditEvent, AuditTrail } from '../../ports/monitoring/audit-trail';

/** Logs one line per event. Its subjects are named as MACs, so that redaction by field name keeps them. */
export const createLogAuditTrail = (write: (fields: { readonly audit: object }) => void): AuditTrail => ({
  record({ conversation, document, employer, target, ...fact }: AuditEvent) {
    const subjects = { targetMac: target, documentMac: document, employerMac: employer, conversationMac: conversation };
    write({ audit: { ...fact, ...subjects } });
  },
});
