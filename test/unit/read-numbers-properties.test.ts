import fc from 'fast-check';
import { checkCedula } from '../../src/domain/claim/cedula';
import { DEFAULT_FOREIGNER_PATTERN } from '../../src/domain/claim/foreigner-code';
import type { IdentityDocument } from '../../src/domain/claim/identity-document';
import { foldText, normaliseCommand } from '../../src/domain/reading/normalise-text';
import { readCode } from '../../src/domain/reading/read-code';
import { type ClaimReadContext, readClaim } from '../../src/domain/reading/read-claim';
import {
  anyRuc,
  anyText,
  branch,
  claim,
  companyRuc,
  digitString,
  cedulaWithWrongCheckDigit,
  validCedula,
} from '../support/recovery/arbitraries';

const question: fc.Arbitrary<ClaimReadContext> = fc.record({
  askedField: fc.constantFrom('document', 'ruc', 'branch'),
  documentKind: fc.constantFrom('cedula', 'foreigner'),
  foreignerPattern: fc.constant(DEFAULT_FOREIGNER_PATTERN),
});

const asking = (asks: ClaimReadContext['askedField']): ClaimReadContext => ({
  askedField: asks,
  documentKind: 'cedula',
  foreignerPattern: DEFAULT_FOREIGNER_PATTERN,
});

/** Generates the groupings of digits that people type. */
const grouped = (number: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(number, fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 4 }), fc.constantFrom(' ', '-', '.', ' - '))
    .map(([text, cuts, joint]) =>
      Array.from(text, (digit, place) => (cuts.includes(place) ? joint + digit : digit)).join(''),
    );

/** Generates texts full of numbers that are almost valid. */
const numberText = fc
  .array(
    fc.oneof(
      grouped(validCedula),
      grouped(companyRuc),
      cedulaWithWrongCheckDigit,
      fc.integer({ min: 1, max: 14 }).chain(digitString),
      fc.constantFrom('ruc', 'cédula:', 'sucursal', 'suc.', ',', '\n', 'y', 'tengo', '171OO34O65', 'EXT-12345', '/'),
    ),
    { maxLength: 7 },
  )
  .map((parts) => parts.join(' '));

const text = fc.oneof(anyText, numberText);

/** A foreigner's code between two numbers that would form a RUC together. */
const ACROSS_A_CODE = '0.106000003 019000000 1001';

describe('number parser for any message', () => {
  it('always returns a result for the field that was asked', () => {
    fc.assert(
      fc.property(text, question, (message, prompt) => {
        expect(readClaim(message, prompt)[prompt.askedField]).toBeDefined();
      }),
      { numRuns: 2_000 },
    );
  });

  it('returns only digits that were typed, in their order', () => {
    fc.assert(
      fc.property(text, question, (message, prompt) => {
        const { document, ruc, branch: place } = readClaim(message, prompt);
        const typed = foldText(message).replace(/\D/g, '');
        if (ruc && ruc.kind !== 'refuse') expect(typed).toContain(ruc.value);
        if (place && place.kind !== 'refuse') expect(typed).toContain(place.value.replace(/^0+/, ''));
        if (document && document.kind !== 'refuse') expectTyped(document.value, message);
      }),
      { numRuns: 5_000, examples: [[ACROSS_A_CODE, { ...asking('document'), documentKind: 'foreigner' }]] },
    );
  });

  it('refuses only the field that was asked', () => {
    fc.assert(
      fc.property(text, question, (message, prompt) => {
        const others = Object.entries(readClaim(message, prompt)).filter(([field]) => field !== prompt.askedField);
        expect(others.filter(([, reading]) => (reading as { kind: string } | undefined)?.kind === 'refuse')).toEqual(
          [],
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('suggests only values that answer a question', () => {
    fc.assert(
      fc.property(numberText, question, (message, prompt) => {
        const reading = readClaim(message, prompt)[prompt.askedField];
        if (reading?.kind !== 'refuse' || reading.suggestion === undefined) return;
        // A cédula at the question for the foreigner's code is suggested as a cédula.
        const documentKind =
          reading.fault === 'is-cedula' && prompt.askedField === 'document' ? 'cedula' : prompt.documentKind;
        const { branch: place, document, ruc } = readClaim(reading.suggestion, { ...prompt, documentKind });
        const answers = [document, ruc, place].map((answer) => answer?.kind);
        expect(answers.filter((kind) => kind === 'accept' || kind === 'confirm')).not.toEqual([]);
      }),
      { numRuns: 5_000 },
    );
  });

  it('finds no number in sentences without digits and without words for digits', () => {
    const words =
      'hola quiero recuperar la clave de mi empresa porque se me olvidó señor buenas tardes my key is lost help';
    const sentence = fc.array(
      fc.oneof(
        fc.constantFrom(...words.split(' ')),
        fc.string({ unit: fc.constantFrom('a', 'b', 'ñ', 'ó', ' ', '.', ',', '¿', '!') }),
      ),
    );
    fc.assert(
      fc.property(sentence, question, (parts, prompt) => {
        const { branch: place, document, ruc } = readClaim(parts.join(' '), prompt);
        expect([document, ruc, place].filter((answer) => answer !== undefined && answer.kind !== 'refuse')).toEqual([]);
        expect(readCode(parts.join(' '), 6)).toBeUndefined();
      }),
    );
  });

  it('returns the same result after a round trip through JSON', () => {
    fc.assert(
      fc.property(text, question, (message, prompt) => {
        const reading = readClaim(message, prompt);
        expect(JSON.parse(JSON.stringify(reading))).toEqual(reading);
      }),
    );
  });

  it('reads any message of 10,000 characters quickly', () => {
    const hostile = ['1', '1 ', '1-', '.', ' ', 'a1', 'ruc ', 'r.u.', 'é', '\uD800', '\u200F1', '١', 'ﷺ', '👍🏽', 'c. '];
    const messages = hostile.map((part) => part.repeat(Math.ceil(10_000 / part.length)));
    const fields = ['document', 'ruc', 'branch'] as const;
    const start = performance.now();
    const answers = messages.flatMap((message) => fields.map((asks) => readClaim(message, asking(asks))[asks]));
    const codes = messages.map((message) => readCode(message, 6));
    const words = messages.map((message) => normaliseCommand(message).length);

    // Takes about 50 ms; the upper bound allows for a busy machine.
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(answers.filter((answer) => answer?.kind === 'accept')).toEqual([]);
    expect(codes.filter((code) => code !== undefined)).toEqual([]);
    expect(Math.max(...words)).toBeGreaterThan(9_000);
  });

  it('reads the first 1,000 characters only', () => {
    const late = (spaces: number) => readClaim(`${' '.repeat(spaces)}1710034065`, asking('document')).document?.kind;
    expect([late(990), late(991)]).toEqual(['accept', 'refuse']);
  });
});

describe('number parser for valid numbers', () => {
  it('reads a number with any grouping of its digits', () => {
    fc.assert(
      fc.property(
        validCedula.chain((number) => fc.tuple(fc.constant(number), grouped(fc.constant(number)))),
        ([number, typed]) => {
          const { document } = readClaim(typed, asking('document'));
          expect(document).toEqual({ kind: 'accept', value: { kind: 'cedula', number } });
        },
      ),
    );
    fc.assert(
      fc.property(
        anyRuc.chain((number) => fc.tuple(fc.constant(number), grouped(fc.constant(number)))),
        ([number, typed]) => {
          expect(readClaim(typed, asking('ruc')).ruc).toEqual({ kind: 'accept', value: number });
        },
      ),
    );
  });

  it('reads a number with any signs between its digits', () => {
    const sign = fc.constantFrom(' ', ',', ', ', '·', '_', '/', '\n', '\t', '\u00A0', '\u2009', '-', '.');
    const parted = (number: fc.Arbitrary<string>) =>
      fc
        .tuple(number, sign, fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 4 }))
        .map(([digits, joint, cuts]) => ({
          digits,
          typed: Array.from(digits, (digit, place) => (cuts.includes(place) ? joint + digit : digit)).join(''),
        }));
    fc.assert(
      fc.property(parted(validCedula), parted(companyRuc), (cedula, ruc) => {
        expect(readClaim(cedula.typed, asking('document')).document).toMatchObject({
          kind: 'accept',
          value: { number: cedula.digits },
        });
        expect(readClaim(ruc.typed, asking('ruc')).ruc).toEqual({ kind: 'accept', value: ruc.digits });
      }),
      { numRuns: 1_000 },
    );
  });

  it('reads a number in words, in both languages', () => {
    const languages = [
      'cero uno dos tres cuatro cinco seis siete ocho nueve'.split(' '),
      'zero one two three four five six seven eight nine'.split(' '),
    ];
    fc.assert(
      fc.property(
        validCedula,
        fc.constantFrom(...languages),
        fc.constantFrom(' ', ', ', '\n'),
        (number, words, joint) => {
          const spoken = Array.from(number, (digit) => words[Number(digit)]).join(joint);
          expect(readClaim(spoken, asking('document')).document).toMatchObject({ kind: 'accept', value: { number } });
        },
      ),
    );
  });

  it('reads a number with a telephone, a time and a date beside it', () => {
    const telephone = digitString(7).map((rest) => `099${rest}`);
    fc.assert(
      fc.property(validCedula, telephone, fc.boolean(), (number, mobile, isFirst) => {
        const other = `mi celular es ${mobile}, son las 10:45 del 12/05/2026`;
        const text = isFirst ? `${other}, la cédula ${number}` : `${number} y ${other}`;
        expect(readClaim(text, asking('document')).document).toMatchObject({ kind: 'accept', value: { number } });
      }),
    );
  });

  it('reads a number together with the two others, in any order and at any question', () => {
    const cedulaClaim = claim.filter(({ document }) => document.kind === 'cedula');
    const order = fc.shuffledSubarray([0, 1, 2], { minLength: 3 });
    const asks = fc.constantFrom('document' as const, 'ruc' as const, 'branch' as const);
    fc.assert(
      fc.property(cedulaClaim, order, asks, ({ document, ruc, branch: place }, places, asked) => {
        const parts = [document.kind === 'cedula' ? document.number : '', `RUC ${ruc}`, `sucursal ${place}`];
        const message = places.map((at) => parts[at]).join(', ');
        expect(readClaim(message, asking(asked))).toEqual({
          document: { kind: 'accept', value: document },
          ruc: { kind: 'accept', value: ruc },
          branch: { kind: 'accept', value: place },
        });
      }),
    );
  });

  it.each([
    { asks: 'document' as const, number: validCedula },
    { asks: 'ruc' as const, number: companyRuc },
    { asks: 'branch' as const, number: branch },
  ])('asks which number is meant when there are two: $asks', ({ asks, number }) => {
    fc.assert(
      fc.property(number, number, (one, other) => {
        fc.pre(one !== other);
        const reading = readClaim(`${one} o ${other}`, asking(asks))[asks];
        expect(reading).toEqual({ kind: 'refuse', fault: 'several-found' });
      }),
    );
  });

  it('asks for confirmation of a number with a wrong check digit and returns the same digits each time', () => {
    fc.assert(
      fc.property(cedulaWithWrongCheckDigit, (number) => {
        const { document } = readClaim(number, asking('document'));
        expect(document).toEqual({ kind: 'confirm', value: { kind: 'cedula', number }, doubt: 'check-digit' });
      }),
    );
  });
});

function expectTyped(document: IdentityDocument, message: string): void {
  switch (document.kind) {
    case 'cedula':
      expect(foldText(message).replace(/\D/g, '')).toContain(document.number);
      expect(checkCedula(document.number).kind).not.toBe('refuse');
      break;
    case 'foreigner':
      expect(foldText(message).toUpperCase()).toContain(document.code);
      break;
  }
}
