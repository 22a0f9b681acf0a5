import { createLogAuditTrail } from '../../src/adapters/log/audit-trail';
import { createLogger } from '../../src/app/logger';
import type { AuditEvent } from '../../src/ports/monitoring/audit-trail';
import { openAuditDatabase, type AuditDatabase } from '../support/postgres/audit-database';
import { createRecordingAuditTrail } from '../support/recovery/recording-audit-trail';
import { describeWith } from '../support/jest/required-tools';
import { describeAuditTrail } from './suites/audit-trail';

describeAuditTrail('memory', () => {
  const trail = createRecordingAuditTrail();
  return { trail, read: () => Promise.resolve(trail.events) };
});

describeAuditTrail('log', () => {
  const lines: string[] = [];
  const log = createLogger('info', { write: (line) => lines.push(line) });
  return {
    trail: createLogAuditTrail((fields) => {
      log.info(fields, 'audit');
    }),
    read: () => Promise.resolve(lines.map(eventIn)),
  };
});

describeWith(['postgresql'], 'PostgreSQL', () => {
  let database: AuditDatabase;
  afterEach(() => database.close());

  describeAuditTrail('database', async () => {
    database = await openAuditDatabase();
    const trail = database.openTrail();
    return {
      trail,
      async read() {
        await trail.close();
        const { rows } = await database.pool.query<Record<string, unknown>>(
          'SELECT event, outcome, reason, target, document, employer, conversation, channel FROM audit_event ORDER BY seq',
        );
        return rows.map(
          (row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as never,
        );
      },
    };
  });
});

/** Parses the event from a log line. */
function eventIn(line: string): AuditEvent {
  const { audit } = JSON.parse(line) as { audit: Record<string, string> };
  return Object.fromEntries(Object.entries(audit).map(([name, value]) => [name.replace(/Mac$/, ''), value])) as never;
}
