import fc from 'fast-check';
import { formatCode, type OneTimeCode } from '../../src/domain/recovery/one-time-code';
import { readCode } from '../../src/domain/reading/read-code';
import { digitString } from '../support/recovery/arbitraries';

describe('displayed one-time code', () => {
  it.each([
    ['000042', '000 042'],
    ['1234567', '1234 567'],
    ['12345678', '1234 5678'],
  ])('displays the code %s as %s', (code, shown) => {
    expect(formatCode(code as OneTimeCode)).toBe(shown);
  });

  it('a code is read back when it is typed as displayed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 8 }).chain(digitString), (code) => {
        expect(readCode(formatCode(code as OneTimeCode), code.length)?.code).toBe(code);
      }),
    );
  });
});
