import { Counter, type Registry } from 'prom-client';
import type { AuditFact } from '../../ports/audit-trail';

/** What the audit trail holds, counted. Only an event's closed words are read, none of its subjects. */
export function eventMetrics(registry: Registry): (fact: AuditFact) => void {
  const registers = [registry];
  const recoveries = new Counter({
    name: 'recovery_recoveries_total',
    help: 'Claims that were checked, keys that were changed, recoveries that were given up or became void',
    labelNames: ['outcome', 'reason'],
    registers,
  });
  const mails = new Counter({
    name: 'recovery_mails_total',
    help: 'What became of mails; one that was accepted may bounce later',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const requests = new Counter({
    name: 'recovery_mail_requests_total',
    help: 'Further codes and links that were asked for',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const codes = new Counter({
    name: 'recovery_codes_total',
    help: 'Codes that were typed',
    labelNames: ['outcome'],
    registers,
  });
  const links = new Counter({
    name: 'recovery_links_total',
    help: 'Links that were opened',
    labelNames: ['outcome'],
    registers,
  });
  const alerts = new Counter({
    name: 'recovery_alerts_total',
    help: 'What somebody should look at',
    labelNames: ['event', 'reason'],
    registers,
  });

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
      // An operator's doing.
      case 'target-resumed':
        return;
    }
  };
}
