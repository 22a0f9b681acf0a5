import fc from 'fast-check';
import { MAIN_BRANCH, parseBranch } from '../../src/domain/claim/branch';

describe('a branch', () => {
  it.each(['1', '01', '001', '0001'])('%s is the main one', (text) => {
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
  ])('refuses %j: %s', (text, reason) => {
    expect(parseBranch(text)).toEqual({ ok: false, reason });
  });

  it('has four digits and keeps its number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), (number) => {
        const branch = parseBranch(String(number));
        expect(branch.ok && [branch.value.length, Number(branch.value)]).toEqual([4, number]);
      }),
    );
  });
});
