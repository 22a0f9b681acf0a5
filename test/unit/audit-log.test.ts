import { systemClock as clock } from '../../src/adapters/system/clock';
import { openAudit } from '../../src/app/audit';
import { createLogger } from '../../src/app/logger';
import { testKeyRing as keyRing } from '../support/secrets/key-rings';

/** Returns the lines logged at this level for an event whose subjects look like redacted values. */
async function logged(level: string): Promise<readonly string[]> {
  const lines: string[] = [];
  const log = createLogger(level, { write: (line) => lines.push(line) });
  const audit = openAudit({ databaseUrl: undefined, auditRetentionDays: 365 }, log, { clock, keyRing });
  audit.trail.record({
    event: 'claim-checked',
    outcome: 'matched',
    channel: 'msteams',
    document: keyRing.mac('audit', 'document'),
    conversation: keyRing.mac('audit', 'conversation'),
  });
  await audit.close();
  return lines;
}

describe('audit trail in the log', () => {
  it.each(['trace', 'info', 'error', 'fatal'])(
    'writes one log line for each audit event at log level %s',
    async (level) => {
      const [line, ...others] = await logged(level);
      expect(others).toEqual([]);
      expect(JSON.parse(String(line))).toMatchObject({
        msg: 'audit',
        audit: {
          event: 'claim-checked',
          outcome: 'matched',
          channel: 'msteams',
          documentMac: keyRing.mac('audit', 'document'),
          conversationMac: keyRing.mac('audit', 'conversation'),
        },
      });
    },
  );

  it('writes no audit event when logging is silent', async () => {
    expect(await logged('silent')).toEqual([]);
  });
});
