import { createLogger } from '../../src/app/logger';
import { Sensitive } from '../../src/domain/sensitive';
import { Unavailable } from '../../src/ports/errors';

describe('log', () => {
  let written = '';
  const log = createLogger('trace', { write: (line) => (written += line) });
  const line = () => JSON.parse(written) as Record<string, unknown>;
  beforeEach(() => {
    written = '';
  });

  it('logs the kind and place of an error, never its message', () => {
    const cause = Object.assign(new Error('cannot reach redis://:hush@10.0.0.1 for 1710034065'), {
      code: 'ECONNREFUSED',
    });
    log.error({ err: new Unavailable('recovery-store', cause), reference: 'abc' }, 'turn failed');
    expect(line()).toMatchObject({
      msg: 'turn failed',
      reference: 'abc',
      err: { name: 'Unavailable', port: 'recovery-store', cause: { name: 'Error', code: 'ECONNREFUSED' } },
    });
    expect(written).not.toMatch(/hush|1710034065/);
    expect(written).toContain('log.test');
  });

  it('logs a thrown value that is no error', () => {
    log.error({ err: 'hush' }, 'odd');
    expect(written).not.toContain('hush');
  });

  it('takes no stack frame from an error’s message', () => {
    log.error({ err: new Error('first\n    at hush') }, 'odd');
    expect(written).not.toContain('hush');
  });

  it.each(['token', 'text', 'ruc', 'authorization', 'mailbox', 'activity', 'headers'])(
    'redacts the field %s at the top and two levels below',
    (name) => {
      log.info({ [name]: 'hush', a: { [name]: 'hush', b: { [name]: { c: 'hush' } } } }, 'something');
      expect(line()).toMatchObject({ [name]: '[redacted]', a: { [name]: '[redacted]', b: { [name]: '[redacted]' } } });
      expect(written).not.toContain('hush');
    },
  );

  it.each([
    ['a cédula', '1710034065'],
    ['a RUC', '1799999915001'],
    ['an address', 'ana.perez+iess@correo.example.org'],
  ])('redacts %s anywhere in a log line', (_what, value) => {
    log.info({ note: `x ${value} y`, [value]: [1, { deep: [[value]] }] }, `about ${value}, %s`, value);
    expect(written).not.toContain(value);
    expect(written.match(/\[redacted\]/g)).toHaveLength(5);
    expect(() => line()).not.toThrow();
  });

  it('prints nothing of a sensitive value', () => {
    log.info({ note: new Sensitive('hush') }, 'odd %j %o', new Sensitive('hush'), new Sensitive('hush'));
    expect(written).not.toContain('hush');
  });

  it('writes the time in a form that cannot be mistaken for a number of a person', () => {
    log.info('something');
    expect(line()).toEqual({
      level: 30,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
      msg: 'something',
    });
  });
});
