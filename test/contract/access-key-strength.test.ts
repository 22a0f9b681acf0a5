import { demoAccessKey } from '../../src/adapters/memory/demo-employers';
import { createZxcvbnAccessKeyStrength } from '../../src/adapters/zxcvbn/access-key-strength';
import { Sensitive } from '../../src/domain/sensitive';
import { accessKeyRules } from '../../src/policy/recovery';

const RUC = '1799999915001';
const CEDULA = '1710034065';

describe('zxcvbn key strength', () => {
  const strength = createZxcvbnAccessKeyStrength({ maxLength: accessKeyRules.maximum });
  const score = (text: string, context = [RUC, CEDULA, 'iess']) => strength.score(new Sensitive(text), context);

  it.each([
    '123456789012',
    'contraseña123',
    'qwertyuiop12',
    'guayaquil2024',
    'P4$$w0rd2024!',
    'aaaaaaaaaaaaaaaa',
    'barcelona1925',
    'quispe quispe quispe',
    'Quispe-quispe-QUISPE',
    'perro perro perro perro',
    'cañón canon CAÑÓN',
  ])('rates %s as too easy', (text) => {
    expect(score(text)).toBeLessThan(3);
  });

  it.each(['nueve colibríes sobre el páramo', 'vK7-tepuy-Lq92-mora'])('rates %s as strong enough', (text) => {
    expect(score(text)).toBeGreaterThanOrEqual(3);
  });

  it('counts each word once, and does not punish words that differ', () => {
    expect(score('tamboril zaruma tamboril zaruma')).toBe(score('tamboril zaruma'));
    expect(score('el páramo y el colibrí del volcán')).toBe(4);
  });

  it('rates the demo key as strong enough, so that only the reuse rule rejects it', () => {
    expect(score(demoAccessKey.expose())).toBeGreaterThanOrEqual(3);
  });

  it('rates a key lower when it contains what an attacker knows of the employer', () => {
    const text = `${RUC}${CEDULA}`;
    expect(score(text)).toBeLessThan(3);
    expect(score('tamboril78', ['tamboril78'])).toBeLessThan(score('tamboril78', []));
  });

  it('finds words of the context in upper and lower case', () => {
    expect(score('IESSIESSIESS')).toBeLessThan(3);
  });

  it('rates even the slowest keys fast enough for one turn', () => {
    score('cinco llamas'); // loads the dictionaries
    const before = process.cpuUsage();
    for (const text of ['4@$5w0rd'.repeat(16), 'p4$$w0rd1!|'.repeat(11), '1'.repeat(128)]) score(text);
    // Processor time, which does not depend on what else the machine does.
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(3_000);
  });

  it('reads no further than the longest allowed key', () => {
    expect(score(`${'a'.repeat(128)}vK7-tepuy-Lq92-mora`)).toBeLessThan(3);
  });
});
