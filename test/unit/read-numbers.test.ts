import { atBranch, atDocument, atForeigner, atRuc, reading, summarise } from '../support/reading/summarise-claim';

const everything = ['document: 1710034065', 'ruc: 1790010937001', 'branch: 0001'];

describe('whole claim in one message', () => {
  it.each([
    '1710034065, RUC 1790010937001 sucursal 1',
    '1710034065 1790010937001 1',
    '1710034065\n1790010937001\n0001',
    '1\n1790010937001\n1710034065',
    '1710034065/1790010937001/01',
    '1710034065\t1790010937001\t001',
    'soy 1710034065 y mi ruc es el 1790010937001, sucursal número 1',
    'sucursal 1 del ruc 1790010937001, cédula 171003406-5',
    'cedula: 171003406-5 / ruc 1790010937001 / suc. 0001',
    'cedula 171 003 406 5 ruc 179 001 0937 001 suc 1',
    '171 003 406 5 1790010937001 1',
    'RUC: 1.790.010.937.001 – C.I.: 171003406-5 – Suc.: 1',
    'R.U.C. 1790010937001, C. I. 1710034065, sucursal Nº 1',
    'RUC1790010937001 CI1710034065 suc1',
    'cédula, RUC y sucursal: 1710034065, 1790010937001, 1',
    'cédula, ruc 1790010937-001 y sucursal 1: 1710034065',
    'My ID is 1710034065, my RUC is 1790010937001, branch 1',
    'ID number: 1710034065\nRUC number: 1790010937001\nBranch no. 0001',
    '👋 １７１００３４０６５ ١٧٩٠٠١٠٩٣٧٠٠١ sucursal 1',
    '\u200F1710034065\u200E، RUC\u00A01790010937001 sucursal\u00A01',
    'hola, le escribo por mi clave: cédula 1710034065; ruc 1790010937001; sucursal 1. Gracias',
  ])('reads all three numbers at any question: %j', (text) => {
    expect([atDocument(text), atRuc(text), atBranch(text)].map(summarise)).toEqual([
      everything,
      everything,
      everything,
    ]);
  });

  it.each([
    ['1710034066, ruc 1793213150001', ['document: 1710034066 ?check-digit', 'ruc: 1793213150001 ?check-digit']],
    ['1710034065 (cédula) 1790010937001 (ruc)', ['document: 1710034065', 'ruc: 1790010937001']],
    ['1710034065 y 1710034065001', ['document: 1710034065', 'ruc: 1710034065001']],
    ['1710034065, ruc 1790010937-001', ['document: 1710034065', 'ruc: 1790010937001']],
    ['1710034065 1', ['document: 1710034065']],
    ['1710034065 1790010937001 tengo 3 empleados', ['document: 1710034065', 'ruc: 1790010937001']],
    ['1710034065 no tengo sucursal, 3 empleados', ['document: 1710034065']],
    ['1710034065 sin sucursal, con 3 empleados', ['document: 1710034065']],
    ['1710034065, ruc 1790010937 001 2', ['document: 1710034065', 'ruc: 1790010937001', 'branch: 0002']],
    ['1710034065 1790010937001 1 2', ['document: 1710034065', 'ruc: 1790010937001']],
    ['1710034065 ruc 1780010937001 sucursal 0000', ['document: 1710034065']],
    ['1710034065 sucursal 12345', ['document: 1710034065']],
    ['1710034065, ruc 1710034065000', ['document: 1710034065']],
  ])('reads the clear parts of an unclear message: %j', (text, expected) => {
    expect(summarise(atDocument(text))).toEqual(expected);
  });
});

describe('answer to the cédula question', () => {
  it.each([
    ['1710034065', 'document: 1710034065'],
    ['171003406-5', 'document: 1710034065'],
    ['17-1003406-5', 'document: 1710034065'],
    ['mi cédula es 171 003 406 5', 'document: 1710034065'],
    ['1710034066', 'document: 1710034066 ?check-digit'],
    ['5010034065', 'document: 5010034065 ?province'],
    ['', 'document: !nothing-found'],
    ['hola', 'document: !nothing-found'],
    ['tengo 3 empleados', 'document: !nothing-found'],
    ['17100340650', 'document: !length'],
    ['171003', 'document: !length'],
    ['17100340 y 179001093', 'document: !length'],
    ['2510034065', 'document: !province'],
    ['1770034065', 'document: !third-digit'],
    ['1710034065 0102030400', 'document: !several-found'],
    ['cédula 1710034065 o 0102030400', 'document: 1710034065'],
    ['102030400', 'document: !length → 0102030400'],
    ['10203040-0', 'document: !length → 0102030400'],
    ['102030401', 'document: !length'],
    ['171OO34O65', 'document: !letters → 1710034065'],
    ['I71003406S', 'document: !letters → 1710034065'],
    ['l71003406s', 'document: !letters → 1710034065'],
    ['OI02030400', 'document: !letters → 0102030400'],
    ['O1O2O3O4OO', 'document: !letters → 0102030400'],
    ['171OO34O66', 'document: !letters'],
    ['1710034065y', 'document: !letters → 1710034065'],
    ['A1234567', 'document: !passport'],
    ['PAA123456', 'document: !passport'],
    ['mi pasaporte es 123456789', 'document: !passport'],
    ['no tengo pasaporte pero sí cédula 1710034065', 'document: 1710034065'],
    ['Cédula o RUC: 1710034065', 'document: 1710034065'],
    ['9999999999999', 'document: !length'],
    ['1780010937001', 'document: !length'],
  ])('reads the cédula from the answer %j', (text, expected) => {
    expect(summarise(atDocument(text))).toEqual([expected]);
  });

  it('suggests 8 for a typed B', () => {
    expect(summarise(atDocument('170000BB06'))).toEqual(['document: !letters → 1700008806']);
  });

  it.each([
    ['1710034065001', ['document: !is-ruc → 1710034065', 'ruc: 1710034065001']],
    ['mi ruc: 1710034065001', ['document: !is-ruc → 1710034065', 'ruc: 1710034065001']],
    ['1710034066001', ['document: !is-ruc', 'ruc: 1710034066001 ?check-digit']],
    ['1790010937001', ['document: !is-ruc', 'ruc: 1790010937001']],
    ['1760000230001', ['document: !is-ruc', 'ruc: 1760000230001']],
    ['1790010937001 1', ['document: !is-ruc', 'ruc: 1790010937001', 'branch: 0001']],
    ['179 001 0937 001', ['document: !is-ruc', 'ruc: 1790010937001']],
    ['1710034065002', ['document: !is-ruc → 1710034065']],
    ['1710034065000', ['document: !domestic → 1710034065']],
    ['17900109370 ruc 1790010937001', ['document: !is-ruc', 'ruc: 1790010937001']],
    ['1710034065 0102030400 ruc 1790010937001', ['document: !several-found', 'ruc: 1790010937001']],
    ['1710034065 0102030400 1790010937001', ['document: !several-found']],
  ])('reads the RUC as well from the answer %j', (text, expected) => {
    expect(summarise(atDocument(text))).toEqual(expected);
  });
});

describe("answer to the question for the foreigner's code", () => {
  it.each([
    ['ext-12345', ['document: EXT-12345']],
    ['mi código es EXT-12345.', ['document: EXT-12345']],
    ['código:EXT-12345', ['document: EXT-12345']],
    ['1234567', ['document: 1234567']],
    ['ID-12345', ['document: ID-12345']],
    ['EXT-12345, RUC 1790010937001, sucursal 2', ['document: EXT-12345', 'ruc: 1790010937001', 'branch: 0002']],
    ['EXT-12345 1790010937001 2', ['document: EXT-12345', 'ruc: 1790010937001', 'branch: 0002']],
    ['EXT12345 RUC1790010937001 suc0002', ['document: EXT12345 ?hyphen', 'ruc: 1790010937001', 'branch: 0002']],
    ['EXT-12345 ruc-1790010937-001', ['document: EXT-12345', 'ruc: 1790010937001']],
    ['1790010937001', ['document: !is-ruc', 'ruc: 1790010937001']],
    ['1790010937-001', ['document: !is-ruc', 'ruc: 1790010937001']],
    ['BUENAS', ['document: !nothing-found']],
    ['', ['document: !nothing-found']],
    ['EXT.12345', ['document: !guess → EXT-12345']],
    ['EXT 12345, RUC 1790010937001, suc 2', ['document: !guess → EXT-12345', 'ruc: 1790010937001', 'branch: 0002']],
    ['1710034065, RUC 1790010937001', ['document: !is-cedula → 1710034065', 'ruc: 1790010937001']],
    ['código ABC.12345', ['document: !shape']],
    ['1234', ['document: !shape']],
    ['EXT-12345 EXT-54321', ['document: !several-found']],
    ['pasaporte AB123456', ['document: !passport']],
    ['my passport is 123456789', ['document: !passport']],
  ])("reads the foreigner's code from the answer %j", (text, expected) => {
    expect(summarise(atForeigner(text))).toEqual(expected);
  });

  it("ignores a foreigner's code at the other questions", () => {
    const text = '1710034065 1790010937001 2';
    expect(summarise(reading('ruc', 'foreigner')(text))).toEqual(['ruc: 1790010937001', 'branch: 0002']);
    expect(summarise(reading('branch', 'foreigner')(text))).toEqual(['ruc: 1790010937001', 'branch: 0002']);
  });
});

describe('answer to the RUC question', () => {
  it.each([
    ['1790010937001', 'ruc: 1790010937001'],
    ['1790010937-001', 'ruc: 1790010937001'],
    ['1710034065 001', 'ruc: 1710034065001'],
    ['179 001 0937 001', 'ruc: 1790010937001'],
    ['0993366721001', 'ruc: 0993366721001 ?check-digit'],
    ['1710034065000', 'ruc: !domestic'],
    ['1790010937002', 'ruc: !establishment → 1790010937001'],
    ['9999999999999', 'ruc: !final-consumer'],
    ['9999999999999 1', 'ruc: !final-consumer'],
    ['1770010937001', 'ruc: !third-digit'],
    ['2590010937001', 'ruc: !province'],
    ['1710034065', 'ruc: !is-cedula → 1710034065001'],
    ['171003406-5', 'ruc: !is-cedula → 1710034065001'],
    ['1710034066', 'ruc: !is-cedula → 1710034066001'],
    ['1790010937', 'ruc: !length → 1790010937001'],
    ['190000000001', 'ruc: !length'],
    ['102030400001', 'ruc: !length → 0102030400001'],
    ['17900109370011', 'ruc: !length'],
    ['17900109370 17900109371', 'ruc: !length'],
    ['179OO1O937OO1', 'ruc: !letters → 1790010937001'],
    ['1790010937001 1790016919001', 'ruc: !several-found'],
    ['no tengo', 'ruc: !nothing-found'],
    ['Cédula o RUC: 1790010937001', 'ruc: 1790010937001'],
  ])('reads the RUC from the answer %j', (text, expected) => {
    expect(summarise(atRuc(text))).toEqual([expected]);
  });

  it.each([
    ['1790010937001 2', ['ruc: 1790010937001', 'branch: 0002']],
    ['1790010937001-002', ['ruc: 1790010937001', 'branch: 0002']],
    ['mi cédula es 1710034065', ['document: 1710034065', 'ruc: !is-cedula → 1710034065001']],
    ['sucursal 2', ['ruc: !nothing-found', 'branch: 0002']],
    ['1710034065 1710034065 001', ['document: 1710034065', 'ruc: 1710034065001']],
  ])('reads more than the RUC from the answer %j', (text, expected) => {
    expect(new Set(summarise(atRuc(text)))).toEqual(new Set(expected));
  });
});

describe('answer to the branch question', () => {
  it.each([
    ['1', 'branch: 0001'],
    ['01', 'branch: 0001'],
    ['0042', 'branch: 0042'],
    ['la 2', 'branch: 0002'],
    ['sucursal 2 de 5', 'branch: 0002'],
    ['001 - Quito', 'branch: 0001'],
    ['suc.2', 'branch: 0002'],
    ['0000', 'branch: !zero'],
    ['0', 'branch: !zero'],
    ['00001', 'branch: !length'],
    ['12345', 'branch: !length'],
    ['sucursal 12345', 'branch: !length'],
    ['1 2', 'branch: !several-found'],
    ['1 o 2', 'branch: !several-found'],
    ['no sé', 'branch: !nothing-found'],
    ['', 'branch: !nothing-found'],
    ['OOO1', 'branch: !letters → 0001'],
    ['2b', 'branch: !letters → 0028'],
  ])('reads the branch from the answer %j', (text, expected) => {
    expect(summarise(atBranch(text))).toEqual([expected]);
  });

  it.each([
    ['1790010937001', ['ruc: 1790010937001', 'branch: !is-ruc']],
    ['1790010937 001', ['ruc: 1790010937001', 'branch: !is-ruc']],
    ['171003406-5', ['document: 1710034065', 'branch: !is-cedula']],
    ['mi ruc es 1790010937001', ['ruc: 1790010937001', 'branch: !is-ruc']],
    ['no, ruc 1790016919001 sucursal 2', ['ruc: 1790016919001', 'branch: 0002']],
  ])('corrects an earlier number with the answer %j', (text, expected) => {
    expect(summarise(atBranch(text))).toEqual(expected);
  });
});
