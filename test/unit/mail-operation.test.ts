import { systemRandom } from '../../src/adapters/system/random';
import { parseMailOperationId } from '../../src/domain/mail/mail-operation-id';

const UUID = '3f0c5f3e-6f0f-4d59-9d8c-6a1f2f8a7b10';

describe('mail operation id', () => {
  it('accepts a UUID and writes it in lower case', () => {
    expect(parseMailOperationId(UUID)).toEqual({ ok: true, value: UUID });
    expect(parseMailOperationId(UUID.toUpperCase())).toEqual({ ok: true, value: UUID });
    expect(parseMailOperationId(systemRandom.uuid()).ok).toBe(true);
  });

  it.each([
    '',
    'mail',
    ` ${UUID}`,
    `${UUID}\n`,
    `${UUID}0`,
    `{${UUID}}`,
    UUID.replaceAll('-', ''),
    UUID.replace('3', 'g'),
    UUID.replace('3', '３'),
    UUID.repeat(1_000),
    '__proto__',
  ])('rejects %j as an operation id', (text) => {
    expect(parseMailOperationId(text)).toEqual({ ok: false, reason: 'shape' });
  });
});
