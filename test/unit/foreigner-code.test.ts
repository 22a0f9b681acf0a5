import fc from 'fast-check';
import { DEFAULT_FOREIGNER_PATTERN, parseForeignerCode } from '../../src/domain/claim/foreigner-code';
import { foreignerCode } from '../support/recovery/arbitraries';

const parse = (text: string) => parseForeignerCode(text, DEFAULT_FOREIGNER_PATTERN);

describe("foreigner's code", () => {
  it.each([
    [' ext-12345 ', 'EXT-12345'],
    ['ＥＸＴ１２３４５', 'EXT12345'],
    ['12345', '12345'],
    ['A1B2C3D4E5F6G7H8J9K0', 'A1B2C3D4E5F6G7H8J9K0'],
  ])("reads the foreigner's code %j as %s", (text, value) => {
    expect(parse(text)).toEqual({ ok: true, value });
  });

  it.each(['', '1234', 'A1B2C3D4E5F6G7H8J9K0L', 'BUENAS', 'EXT 12345', 'EXT.12345', 'ÑÑÑ12345', '-----'])(
    "rejects the foreigner's code %j",
    (text) => {
      expect(parse(text)).toEqual({ ok: false, reason: 'shape' });
    },
  );

  it("keeps a foreigner's code of the default shape unchanged", () => {
    fc.assert(
      fc.property(foreignerCode, (code) => {
        expect(parse(code)).toEqual({ ok: true, value: code });
      }),
    );
  });

  it('matches the whole code against the configured pattern, with any flags', () => {
    const pattern = /[A-Z]{2}\d{2}/g;
    const verdicts = ['ab12', 'ab12', 'xab12', 'ab123'].map((text) => parseForeignerCode(text, pattern).ok);
    expect(verdicts).toEqual([true, true, false, false]);
  });

  it("rejects a foreigner's code of more than 64 characters under any configured pattern", () => {
    const verdicts = [64, 65].map((length) => parseForeignerCode('1'.repeat(length), /^\d+$/).ok);
    expect(verdicts).toEqual([true, false]);
  });
});
