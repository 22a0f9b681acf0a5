import fc from 'fast-check';
import { checkAccessKeyFormat } from '../../src/domain/employer/access-key';

const own = { ruc: '1790010937001', document: '1710034065' };
const length = { minimum: 12, maximum: 128 };
const judge = (key: string) => checkAccessKeyFormat(key, own, length);

describe('a key', () => {
  it('is twelve to 128 characters long', () => {
    expect([11, 12, 128, 129].map((count) => judge('x'.repeat(count)))).toEqual([['too-short'], [], [], ['too-long']]);
  });

  it('is as long as the person counts it: emoji are one, an accent none of its own', () => {
    expect(judge('👍'.repeat(11))).toEqual(['too-short']);
    expect(judge('👍'.repeat(12))).toEqual([]);
    expect(judge('e\u0301'.repeat(11))).toEqual(['too-short']);
    expect(judge('e\u0301'.repeat(128))).toEqual([]);
  });

  it.each([
    'clave 1790010937001 nueva',
    'mi1710034065clave',
    'caballo IESS sombrero',
    'vivienIESSalud',
    'caballo １７１００３４０６５',
    'caballo ｉｅｓｓ azul',
  ])('holds nothing that anyone knows of the employer: %s', (key) => {
    expect(judge(key)).toEqual(['contains-own-data']);
  });

  it("holds no foreigner's code either, however it is written", () => {
    expect(checkAccessKeyFormat('hola ext-12345 hola', { ...own, document: 'EXT-12345' }, length)).toEqual([
      'contains-own-data',
    ]);
  });

  it('is told all its faults at once', () => {
    expect(judge('iess')).toEqual(['too-short', 'contains-own-data']);
  });

  it.each(['caballo correcto', 'aaaaaaaaaaaa', '            ', '123456789012', 'сложный пароль'])(
    'follows no rule of composition: %j',
    (key) => {
      expect(judge(key)).toEqual([]);
    },
  );

  it('is not spoilt by an empty number of its owner', () => {
    expect(checkAccessKeyFormat('caballo correcto', { ruc: '', document: '' }, length)).toEqual([]);
  });

  it('is never judged for what its looks do not tell, and never breaks the judge', () => {
    const faults = ['too-short', 'too-long', 'contains-own-data'];
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (key) => {
        expect(faults).toEqual(expect.arrayContaining([...judge(key)]));
      }),
    );
  });
});
