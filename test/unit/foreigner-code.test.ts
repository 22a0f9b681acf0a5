import fc from 'fast-check';
import { DEFAULT_FOREIGNER_PATTERN, parseForeignerCode } from '../../src/domain/claim/foreigner-code';
import { foreignerCode } from '../support/recovery/arbitraries';

const parse = (text: string) => parseForeignerCode(text, DEFAULT_FOREIGNER_PATTERN);

describe("a foreigner's code", () => {
  it.each([
    [' ext-12345 ', 'EXT-12345'],
    ['ＥＸＴ１２３４５', 'EXT12345'],
    ['12345', '12345'],
    ['A1B2C3D4E5F6G7H8J9K0', 'A1B2C3D4E5F6G7H8J9K0'],
  ])('reads %j as %s', (text, value) => {
    expect(parse(text)).toEqual({ ok: true, value });
  });

  it.each(['', '1234', 'A1B2C3D4E5F6G7H8J9K0L', 'BUENAS', 'EXT 12345', 'EXT.12345', 'ÑÑÑ12345', '-----'])(
    'refuses %j',
    (text) => {
      expect(parse(text)).toEqual({ ok: false, reason: 'shape' });
    },
  );

  it('is taken unchanged when it has the default shape', () => {
    fc.assert(
      fc.property(foreignerCode, (code) => {
        expect(parse(code)).toEqual({ ok: true, value: code });
      }),
    );
  });

  it('has whatever shape is configured, with any flags, and all of it', () => {
    const pattern = /[A-Z]{2}\d{2}/g;
    const verdicts = ['ab12', 'ab12', 'xab12', 'ab123'].map((text) => parseForeignerCode(text, pattern).ok);
    expect(verdicts).toEqual([true, true, false, false]);
  });

  it('is never longer than 64 characters, whatever is configured', () => {
    const verdicts = [64, 65].map((length) => parseForeignerCode('1'.repeat(length), /^\d+$/).ok);
    expect(verdicts).toEqual([true, false]);
  });
});
