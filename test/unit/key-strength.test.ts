import { scoreByDistinctWords } from '../../src/domain/employer/key-strength';

describe('score by distinct words', () => {
  const scored = (key: string) => {
    const texts: string[] = [];
    scoreByDistinctWords(key, (text) => texts.push(text));
    return texts;
  };

  it.each([
    ['quispe quispe quispe', 'quispe '],
    ['Quispe.QUISPE.quispe', 'Quispe.'],
    ['cañón canon', 'cañón '],
    ['uno dos uno tres', 'uno dos tres'],
    ['clave1clave2', 'clave12'],
  ])('the key "%s" is also scored as "%s"', (key, distinct) => {
    expect(scored(key)).toEqual([key, distinct]);
  });

  it.each(['nueve colibríes sobre el páramo', '', '12345', 'a'])('the key "%s" is scored once', (key) => {
    expect(scored(key)).toEqual([key]);
  });

  it('the lower score counts', () => {
    expect(scoreByDistinctWords('zeta zeta', (text) => text.length)).toBe('zeta '.length);
  });
});
