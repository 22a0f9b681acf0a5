import type { Locale } from '../../../src/domain/locale';
import { createRecogniser } from '../../../src/understanding/recogniser';

const recognise = createRecogniser();

const readAtMenu = (text: string, locale: Locale): string => {
  const { confidence, intent } = recognise(text, 'menu', locale);
  return confidence === 'none' ? 'none' : intent;
};

describe('an employer who says what is not meant', () => {
  it.each<[string, Locale]>([
    ['no soy afiliada, soy empleadora', 'es-EC'],
    ['no soy afiliado soy empleador', 'es-EC'],
    ['no soy jubilado, soy dueño de un negocio', 'es-EC'],
    ['tampoco soy pensionista, tengo una ferretería', 'es-EC'],
    ['no soy trabajador, soy el patrono', 'es-EC'],
    ['la clave de mi empresa, no la de afiliado', 'es-EC'],
    ['quiero la de la empresa, no la personal', 'es-EC'],
    ['no es mi clave personal, es la patronal', 'es-EC'],
    ['no busco la de afiliado sino la de mi negocio', 'es-EC'],
    ['no es del SRI, es del IESS', 'es-EC'],
    ['no hablo del SRI sino del IESS', 'es-EC'],
    ['I am not an affiliate, I am the employer', 'en'],
    ["I'm not a worker, I own the company", 'en'],
    ['not the affiliate password, the company one', 'en'],
    ["it isn't my personal password, it's the employer's", 'en'],
    ["it isn't for the SRI, it's for IESS", 'en'],
  ])('wants to recover the employer key: "%s"', (text, locale) => {
    expect(readAtMenu(text, locale)).toBe('recover');
  });

  it.each<[string, Locale]>([
    ['soy afiliado, no tengo empresa', 'es-EC'],
    ['no soy empleador, soy afiliado', 'es-EC'],
    ['no soy patrono', 'es-EC'],
    ['no soy jubilado, soy trabajador', 'es-EC'],
    ['no recuerdo mi clave de afiliado', 'es-EC'],
    ['estoy sin clave de afiliado', 'es-EC'],
    ['no puedo entrar como afiliado', 'es-EC'],
    ["I'm not an employer, I'm an affiliate", 'en'],
    ["I'm not retired, I'm an employee", 'en'],
    ['I have no affiliate password', 'en'],
  ])('is told apart from an insured person: "%s"', (text, locale) => {
    expect(readAtMenu(text, locale)).toBe('affiliate');
  });

  it.each<[string, Locale]>([
    ['no es del IESS, es del SRI', 'es-EC'],
    ['no es del banco, es del SRI', 'es-EC'],
    ['no recuerdo la clave del SRI', 'es-EC'],
    ['no abre el SRI', 'es-EC'],
    ["I don't remember my SRI password", 'en'],
  ])('is told apart from a person who wants the key of another institution: "%s"', (text, locale) => {
    expect(readAtMenu(text, locale)).toBe('other-institution');
  });
});

describe('domestic service', () => {
  it.each<[string, Locale]>([
    ['soy empleada doméstica', 'es-EC'],
    ['trabajo como niñera', 'es-EC'],
    ['yo trabajo limpiando casas', 'es-EC'],
    ['soy cocinera en una casa de familia', 'es-EC'],
    ['trabajo de doméstica', 'es-EC'],
    ['I work as a maid', 'en'],
    ['I am a housekeeper for a family', 'en'],
    ['I clean houses for a living', 'en'],
    ["I'm a nanny", 'en'],
  ])('is the work of an insured person in "%s"', (text, locale) => {
    for (const prompt of ['menu', 'document', 'ruc'] as const)
      expect(recognise(text, prompt, locale)).toMatchObject({ intent: 'affiliate', confidence: 'sure' });
  });

  it.each<[string, Locale]>([
    ['tengo una empleada doméstica', 'es-EC'],
    ['una señora trabaja de doméstica en mi casa', 'es-EC'],
    ['contrato a una doméstica', 'es-EC'],
    ['I have a maid', 'en'],
    ['I employ a nanny', 'en'],
    ['a housekeeper works at my house', 'en'],
  ])('is what an employer has in "%s"', (text, locale) => {
    for (const prompt of ['menu', 'document', 'ruc'] as const)
      expect(recognise(text, prompt, locale)).toMatchObject({ intent: 'domestic' });
  });
});
