import fc from 'fast-check';
import { formatCode, type OneTimeCode } from '../../src/domain/recovery/one-time-code';
import { readCode } from '../../src/domain/reading/read-code';
import { digitString } from '../support/recovery/arbitraries';

describe('a code as it is shown', () => {
  it.each([
    ['000042', '000 042'],
    ['1234567', '1234 567'],
    ['12345678', '1234 5678'],
  ])('%s is %s', (code, shown) => {
    expect(formatCode(code as OneTimeCode)).toBe(shown);
  });

  it('reads as the same code when it is typed as shown', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 8 }).chain(digitString), (code) => {
        expect(readCode(formatCode(code as OneTimeCode), code.length)).toBe(code);
      }),
    );
  });
});
