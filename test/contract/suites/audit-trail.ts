import type { AuditEvent, AuditTrail } from '../../../src/ports/monitoring/audit-trail';
import type { Mac } from '../../../src/ports/security/key-ring';

export interface AuditTrailHarness {
  readonly trail: AuditTrail;
  /** Returns the recorded events, oldest first, after all are written. */
  read(): Promise<readonly AuditEvent[]>;
}

const [target, document, employer, conversation] = ['t', 'd', 'e', 'c'] as Mac[];

/** Every kind of event, every subject. */
export const oneEventOfEachKind: readonly AuditEvent[] = [
  { event: 'claim-checked', outcome: 'matched', target, document, employer, conversation, channel: 'msteams' },
  { event: 'claim-checked', outcome: 'limited', reason: 'document-validations', document, channel: 'directline' },
  { event: 'claim-checked', outcome: 'ineligible', reason: 'mail-bounces', target },
  { event: 'mail', outcome: 'accepted', reason: 'code', target },
  { event: 'mail-asked', outcome: 'refused', reason: 'link', target },
  { event: 'code-checked', outcome: 'used-up', target, employer },
  { event: 'link-opened', outcome: 'dead' },
  { event: 'key-changed', outcome: 'changed', target, channel: 'ñandú' },
  { event: 'recovery-ended', outcome: 'void', target },
  { event: 'limit-reached', outcome: 'alert', reason: 'target-documents', employer },
  { event: 'target-paused', outcome: 'alert', reason: 'disavowed', target },
  { event: 'target-resumed', outcome: 'resumed', target },
];

/** The contract of every audit trail. */
export function describeAuditTrail(name: string, open: () => AuditTrailHarness | Promise<AuditTrailHarness>): void {
  describe(`${name}: audit trail`, () => {
    it('records every kind of event unchanged and in order', async () => {
      const { read, trail } = await open();
      oneEventOfEachKind.forEach((event) => {
        trail.record(event);
      });
      expect(await read()).toEqual(oneEventOfEachKind);
    });

    it('records the same event as often as it happens', async () => {
      const { read, trail } = await open();
      const [event] = oneEventOfEachKind as [AuditEvent];
      for (let times = 0; times < 3; times++) trail.record(event);
      expect(await read()).toEqual([event, event, event]);
    });
  });
}
