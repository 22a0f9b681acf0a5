import { measurePort } from '../../src/adapters/measured/calls';
import { measureMailer } from '../../src/adapters/measured/mailer';
import { measureSessions } from '../../src/adapters/measured/sessions';
import { Unavailable } from '../../src/ports/errors';
import type { MailMessage, MailSendResult } from '../../src/ports/mail/mailer';
import type { SessionId, SessionTurn } from '../../src/ports/chat/session-store';
import { createRecordingMetrics as listening } from '../support/recovery/recording-metrics';

describe('measuring wrapper of a port', () => {
  it('returns the result unchanged and measures the duration', async () => {
    const { metrics, passTime, recorded } = listening();
    const port = { find: (name: string) => passTime(7).then(() => `found ${name}`), other: () => Promise.resolve(1) };
    const same = measurePort(port, { dependency: 'employer-registry', except: ['other'] }, metrics);
    expect([await same.find('it'), await same.other()]).toEqual(['found it', 1]);
    expect(recorded).toEqual([
      { measured: 'call', dependency: 'employer-registry', operation: 'find', outcome: 'answered', ms: 7 },
    ]);
  });

  it('rethrows the error and counts unavailability apart from a bug', async () => {
    const { metrics, recorded } = listening();
    const down = new Unavailable('redis', new Error('gone'));
    const port = { find: () => Promise.reject(down), open: () => Promise.reject(new TypeError('bug')) };
    const same = measurePort(port, { dependency: 'recovery-store' }, metrics);
    await expect(same.find()).rejects.toBe(down);
    await expect(same.open()).rejects.toThrow('bug');
    expect(recorded.map((one) => 'outcome' in one && one.outcome)).toEqual(['unavailable', 'failed']);
  });

  it('measures the turn of a session as well as its opening', async () => {
    const { metrics, recorded } = listening();
    const turn: SessionTurn = {
      stored: undefined,
      save: () => Promise.resolve('saved'),
      clear: () => Promise.resolve(),
      release: () => Promise.resolve(),
    };
    const store = {
      acquire: () => Promise.resolve({ kind: 'acquired', turn } as const),
      ping: () => Promise.resolve(),
    };
    const opened = await measureSessions(store, metrics).acquire('emulator|c' as SessionId, undefined);
    if (opened.kind === 'acquired') expect(await opened.turn.save('{}', '*')).toBe('saved');
    expect(recorded.map((one) => 'operation' in one && one.operation)).toEqual(['acquire', 'save']);
  });

  it.each<[MailSendResult, string]>([
    [{ kind: 'accepted' }, 'answered'],
    [{ kind: 'refused', what: 'mailbox', cause: new Error('550') }, 'answered'],
    [{ kind: 'deferred', cause: new Error('450') }, 'unavailable'],
    [{ kind: 'uncertain', cause: new Error('cut') }, 'unavailable'],
  ])('the mail result %j counts the mail service as %s', async (receipt, outcome) => {
    const { metrics, recorded } = listening();
    const mailer = measureMailer({ send: () => Promise.resolve(receipt) }, metrics);
    expect(await mailer.send({} as MailMessage)).toBe(receipt);
    expect(recorded).toEqual([expect.objectContaining({ dependency: 'mailer', operation: 'send', outcome })]);
  });
});
