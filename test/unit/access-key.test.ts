import fc from 'fast-check';
import { checkAccessKeyFormat } from '../../src/domain/employer/access-key';

const own = { ruc: '1790010937001', document: '1710034065' };
const length = { minimum: 12, maximum: 128 };
const judge = (key: string) => checkAccessKeyFormat(key, own, length);

describe('access key rules', () => {
  it('accepts a key of twelve to 128 characters', () => {
    expect([11, 12, 128, 129].map((count) => judge('x'.repeat(count)))).toEqual([['too-short'], [], [], ['too-long']]);
  });

  it('the characters of a key are counted as a person does: an emoji is one, and an accent adds none', () => {
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
  ])('rejects a key that contains what others know of the employer: %s', (key) => {
    expect(judge(key)).toEqual(['contains-own-data']);
  });

  it("rejects a key that contains the foreigner's code, in any spelling", () => {
    expect(checkAccessKeyFormat('hola ext-12345 hola', { ...own, document: 'EXT-12345' }, length)).toEqual([
      'contains-own-data',
    ]);
  });

  it('reports all faults of a key at once', () => {
    expect(judge('iess')).toEqual(['too-short', 'contains-own-data']);
  });

  it.each(['caballo correcto', 'aaaaaaaaaaaa', '            ', '123456789012', 'сложный пароль'])(
    'demands no mix of character kinds: %j',
    (key) => {
      expect(judge(key)).toEqual([]);
    },
  );

  it('accepts any key when a number of its owner is empty', () => {
    expect(checkAccessKeyFormat('caballo correcto', { ruc: '', document: '' }, length)).toEqual([]);
  });

  it('returns only known faults for any text and never throws', () => {
    const faults = ['too-short', 'too-long', 'contains-own-data'];
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (key) => {
        expect(faults).toEqual(expect.arrayContaining([...judge(key)]));
      }),
    );
  });
});
