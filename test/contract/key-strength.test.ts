import { demoAccessKey } from '../../src/adapters/memory/demo-employers';
import { createZxcvbnKeyStrength } from '../../src/adapters/zxcvbn/key-strength';
import { Sensitive } from '../../src/domain/sensitive';

const RUC = '1799999915001';
const CEDULA = '1710034065';

describe('zxcvbn: key strength', () => {
  const strength = createZxcvbnKeyStrength();
  const score = (text: string, context = [RUC, CEDULA, 'iess']) => strength.score(new Sensitive(text), context);

  it.each([
    '123456789012',
    'contraseña123',
    'qwertyuiop12',
    'guayaquil2024',
    'P4$$w0rd2024!',
    'aaaaaaaaaaaaaaaa',
    'barcelona1925',
  ])('finds %s too easy', (text) => {
    expect(score(text)).toBeLessThan(3);
  });

  it.each(['nueve colibríes sobre el páramo', 'vK7-tepuy-Lq92-mora'])('finds %s hard enough', (text) => {
    expect(score(text)).toBeGreaterThanOrEqual(3);
  });

  it('finds the demo key hard enough, so that only its sameness speaks against it', () => {
    expect(score(demoAccessKey.expose())).toBeGreaterThanOrEqual(3);
  });

  it('rates what the guesser knows of the employer lower than it would a stranger', () => {
    const text = `${RUC}${CEDULA}`;
    expect(score(text)).toBeLessThan(3);
    expect(score('tamboril78', ['tamboril78'])).toBeLessThan(score('tamboril78', []));
  });

  it('knows the words of the context in any case', () => {
    expect(score('IESSIESSIESS')).toBeLessThan(3);
  });

  it('judges the costliest keys within a turn', () => {
    score('cinco llamas'); // loads the dictionaries
    const started = performance.now();
    for (const text of ['4@$5w0rd'.repeat(16), 'p4$$w0rd1!|'.repeat(11), '1'.repeat(128)]) score(text);
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  it('does not read past the longest key there is', () => {
    expect(score(`${'a'.repeat(128)}vK7-tepuy-Lq92-mora`)).toBeLessThan(3);
  });
});
