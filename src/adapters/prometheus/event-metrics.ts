import { Counter, type Registry } from 'prom-client';
import type { AuditFact } from '../../ports/monitoring/audit-trail';

/** Counts the events of the audit trail. Labels are taken only from an event's closed lists of words, never from its subjects. */
export function eventMetrics(registry: Registry): (fact: AuditFact) => void {
  const count = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Counter({ name, help, labelNames, registers: [registry] });
  const recoveries = count(
    'recovery_recoveries_total',
    'Claims that were checked, keys that were changed, recoveries that were given up or became void',
    ['outcome', 'reason'],
  );
  const mails = count('recovery_mails_total', 'Mails by outcome. An accepted mail may be counted again as bounced.', [
    'kind',
    'outcome',
  ]);
  const requests = count('recovery_mail_requests_total', 'Further codes and links that were asked for', [
    'kind',
    'outcome',
  ]);
  const codes = count('recovery_codes_total', 'Codes that were typed', ['outcome']);
  const links = count('recovery_links_total', 'Links that were opened', ['outcome']);
  const alerts = count('recovery_alerts_total', 'Events that an operator should look at', ['event', 'reason']);

  return (fact) => {
    switch (fact.event) {
      case 'claim-checked':
        recoveries.inc({ outcome: fact.outcome, reason: 'reason' in fact ? fact.reason : 'none' });
        return;
      case 'key-changed':
      case 'recovery-ended':
        recoveries.inc({ outcome: fact.outcome, reason: 'none' });
        return;
      case 'mail':
        mails.inc({ kind: fact.reason, outcome: fact.outcome });
        return;
      case 'mail-asked':
        requests.inc({ kind: fact.reason, outcome: fact.outcome });
        return;
      case 'code-checked':
        codes.inc({ outcome: fact.outcome });
        return;
      case 'link-opened':
        links.inc({ outcome: fact.outcome });
        return;
      case 'limit-reached':
      case 'target-paused':
        alerts.inc({ event: fact.event, reason: fact.reason });
        return;
      // An operator's action is not counted.
      case 'target-resumed':
        return;
    }
  };
}
