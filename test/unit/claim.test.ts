import fc from 'fast-check';
import type { Branch } from '../../src/domain/claim/branch';
import type { Cedula } from '../../src/domain/claim/cedula';
import { canonicalClaim, type Claim, domesticClaim } from '../../src/domain/claim/claim';
import type { ForeignerCode } from '../../src/domain/claim/foreigner-code';
import { documentNumber } from '../../src/domain/claim/identity-document';
import type { Ruc } from '../../src/domain/claim/ruc';
import { claim } from '../support/recovery/arbitraries';

/** Generates parts that could run into each other. */
const part = fc.string({ unit: fc.constantFrom('1', '"', ',', '|', '\\', ']'), maxLength: 4 });
const slipperyClaim: fc.Arbitrary<Claim> = fc
  .tuple(fc.constantFrom('cedula' as const, 'foreigner' as const), part, part, part)
  .map(([kind, number, ruc, branch]) => ({
    document: kind === 'cedula' ? { kind, number: number as Cedula } : { kind, code: number as ForeignerCode },
    ruc: ruc as Ruc,
    branch: branch as Branch,
  }));

describe('claim', () => {
  it('derives the claim of a domestic employer: RUC is the cédula and 000, branch is 0001', () => {
    expect(domesticClaim('1710034065' as Cedula)).toEqual({
      document: { kind: 'cedula', number: '1710034065' },
      ruc: '1710034065000',
      branch: '0001',
    });
  });

  it('a document is identified by its number alone', () => {
    expect(documentNumber({ kind: 'cedula', number: '1710034065' as Cedula })).toBe('1710034065');
    expect(documentNumber({ kind: 'foreigner', code: 'EXT-12345' as ForeignerCode })).toBe('EXT-12345');
  });

  it('two claims have the same canonical string only if they are equal', () => {
    fc.assert(
      fc.property(fc.oneof(claim, slipperyClaim), fc.oneof(claim, slipperyClaim), (one, other) => {
        const areSame = JSON.stringify(one) === JSON.stringify(other);
        expect(canonicalClaim(one) === canonicalClaim(other)).toBe(areSame);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['|', ',', '"', '","', '\\', ':'])(
    'the canonical string keeps the parts of a claim apart when they contain %s',
    (mark) => {
      const { document, branch } = domesticClaim('1710034065' as Cedula);
      const one = { document, branch, ruc: `1${mark}2` as Ruc };
      const other = {
        document: { kind: 'cedula' as const, number: `1710034065${mark}1` as Cedula },
        branch,
        ruc: '2' as Ruc,
      };
      expect(canonicalClaim(one)).not.toBe(canonicalClaim(other));
    },
  );

  it('a claim has the same canonical string in any order of its parts and after a round trip through JSON', () => {
    fc.assert(
      fc.property(claim, ({ document, ruc, branch }) => {
        const kept = JSON.parse(JSON.stringify({ branch, ruc, document })) as Claim;
        expect(canonicalClaim(kept)).toBe(canonicalClaim({ document, ruc, branch }));
      }),
    );
  });

  it('the canonical string distinguishes a foreigner’s code from a cédula with the same digits', () => {
    const { ruc, branch } = domesticClaim('1710034065' as Cedula);
    const code = '1710034065' as ForeignerCode;
    expect(canonicalClaim({ document: { kind: 'foreigner', code }, ruc, branch })).not.toBe(
      canonicalClaim(domesticClaim('1710034065' as Cedula)),
    );
  });
});
