import fc from 'fast-check';
import { groupDigits, type OneTimeCode } from '../../src/domain/one-time-code';
import { readCode } from '../../src/domain/reading/read-code';
import { digits } from '../support/arbitraries';

describe('a code as it is shown', () => {
  it.each([
    ['000042', '000 042'],
    ['1234567', '1234 567'],
    ['12345678', '1234 5678'],
  ])('%s is %s', (code, shown) => {
    expect(groupDigits(code as OneTimeCode)).toBe(shown);
  });

  it('reads as the same code when it is typed as shown', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 8 }).chain(digits), (code) => {
        expect(readCode(groupDigits(code as OneTimeCode), code.length)).toBe(code);
      }),
    );
  });
});
