import { inspect } from 'node:util';
import { Sensitive } from '../../src/domain/sensitive';

describe('sensitive value', () => {
  const secret = new Sensitive({ key: 'hunter2' });

  it.each([
    ['a template', () => String(secret)],
    ['JSON', () => JSON.stringify({ secret })],
    ['inspection', () => inspect({ secret }, { depth: 9, showHidden: true })],
    ['its own properties', () => JSON.stringify([Object.entries(secret), Object.getOwnPropertyNames(secret)])],
    ['an error', () => inspect(new Error('failed', { cause: secret }))],
  ])('a sensitive value is not shown in %s', (_place, print) => {
    expect(print()).not.toContain('hunter2');
  });

  it('a sensitive value shows that something was left out', () => {
    expect([String(secret), JSON.stringify(secret), inspect(secret)]).toEqual([
      '[redacted]',
      '"[redacted]"',
      '[redacted]',
    ]);
  });

  it('a sensitive value is returned on explicit request', () => {
    expect(secret.expose()).toEqual({ key: 'hunter2' });
  });
});
