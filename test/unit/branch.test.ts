import fc from 'fast-check';
import { MAIN_BRANCH, parseBranch } from '../../src/domain/claim/branch';

describe('branch number', () => {
  it.each(['1', '01', '001', '0001'])('reads %s as the main branch', (text) => {
    expect(parseBranch(text)).toEqual({ ok: true, value: MAIN_BRANCH });
  });

  it.each([
    ['', 'length'],
    ['00001', 'length'],
    ['0', 'zero'],
    ['0000', 'zero'],
    ['uno', 'letters'],
    [' 1', 'letters'],
    ['-1', 'letters'],
  ])('rejects the branch %j: %s', (text, reason) => {
    expect(parseBranch(text)).toEqual({ ok: false, reason });
  });

  it('pads a branch to four digits and keeps its number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), (number) => {
        const branch = parseBranch(String(number));
        expect(branch.ok && [branch.value.length, Number(branch.value)]).toEqual([4, number]);
      }),
    );
  });
});
