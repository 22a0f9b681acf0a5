import { atBranch, atDocument, atRuc, summarise } from '../support/reading/summarise-claim';

describe('a telephone', () => {
  it.each(['0998887776', 'mi celular es 0998887776', 'mi telefono es 022345678', 'my phone is 022345678'])(
    'is named as one at the RUC and at the branch: %j',
    (text) => {
      expect(summarise(atRuc(text))).toContain('ruc: !telephone');
      expect(summarise(atBranch(text))).toContain('branch: !telephone');
    },
  );

  it('beside a RUC or a branch is left out', () => {
    expect(summarise(atRuc('1790010937001, mi celular es 0998887776'))).toEqual(['ruc: 1790010937001']);
    expect(summarise(atBranch('0002, mi telefono es 022345678'))).toContain('branch: 0002');
  });
});

describe('a number of another kind at the branch', () => {
  it('is named as the RUC, which is noted', () => {
    expect(summarise(atBranch('1799999915001'))).toEqual(['ruc: 1799999915001', 'branch: !is-ruc']);
  });

  it('is named as the cédula, which is noted', () => {
    expect(summarise(atBranch('1710034065'))).toEqual(['document: 1710034065', 'branch: !is-cedula']);
  });

  it('does not hide the branch that stands beside it', () => {
    expect(summarise(atBranch('1799999915001 sucursal 2'))).toContain('branch: 0002');
  });
});

describe('a branch in words', () => {
  it.each(['la matriz de Quito no, la de Guayaquil', 'la matriz no', 'no es la principal', 'not the main one'])(
    'is not offered when it is denied: %j',
    (text) => {
      expect(summarise(atBranch(text))).toEqual(['branch: !nothing-found']);
    },
  );

  it.each([
    'es el segundo',
    'the second one',
    'tengo dos locales, es el segundo',
    'no es la primera, es la segunda',
    'I have two shops, the second one',
  ])('is offered when it is named by its place: %j', (text) => {
    expect(summarise(atBranch(text))).toEqual(['branch: !guess → 0002']);
  });

  it('is still offered as the main one', () => {
    expect(summarise(atBranch('la matriz de Quito'))).toEqual(['branch: !guess → 0001']);
  });
});

it('a mobile number at the cédula is named as a telephone', () => {
  expect(summarise(atDocument('0971234567'))).toEqual(['document: !telephone']);
});
