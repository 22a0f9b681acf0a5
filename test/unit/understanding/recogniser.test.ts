import { LOCALES, type Locale } from '../../../src/domain/locale';
import { loadIntentExamples } from '../../../src/understanding/intent-examples';
import type { IntentLabel } from '../../../src/understanding/intent-labels';
import { PROMPTS, type Prompt } from '../../../src/understanding/prompts';
import { loadLanguageWords } from '../../../src/understanding/reading/language-words';
import { createRecogniser } from '../../../src/understanding/recogniser';
import { readHeldApart } from '../../support/understanding/held-apart';

const recognise = createRecogniser();

describe('the recogniser', () => {
  it.each<{ text: string; at: Prompt; locale: Locale; intent: IntentLabel }>([
    { text: 'no está todo bien', at: 'review', locale: 'es-EC', intent: 'reject' },
    { text: 'no todo está bien', at: 'review', locale: 'es-EC', intent: 'reject' },
    { text: 'todo bien menos la sucursal', at: 'review', locale: 'es-EC', intent: 'correct-branch' },
    { text: 'sí, pero el RUC no es ese', at: 'review', locale: 'es-EC', intent: 'correct-ruc' },
    { text: 'not everything is right', at: 'review', locale: 'en', intent: 'reject' },
    { text: 'yes, but the branch is another one', at: 'review', locale: 'en', intent: 'correct-branch' },
    { text: 'aún no tengo el correo', at: 'code', locale: 'es-EC', intent: 'not-received' },
    { text: 'todavia no tengo el mail', at: 'code', locale: 'es-EC', intent: 'not-received' },
    { text: "I don't have the email yet", at: 'code', locale: 'en', intent: 'not-received' },
    { text: 'no es servicio doméstico', at: 'ruc', locale: 'es-EC', intent: 'not-domestic' },
    { text: "it's not domestic service, it's a shop", at: 'ruc', locale: 'en', intent: 'not-domestic' },
    { text: 'solo tengo una oficina', at: 'branch', locale: 'es-EC', intent: 'which-branch' },
  ])('reads "$text" at $at in $locale as $intent', ({ text, at, locale, intent }) => {
    expect(recognise(text, at, locale)).toMatchObject({ intent });
  });

  it.each<[string, Locale]>([
    ['fnordiwug blenkiq', 'en'],
    ['fnordiwug blenkiq', 'es-EC'],
    ['asdfasdf', 'es-EC'],
    ['jkl jkl jkl', 'en'],
    ['qwertyuiop', 'es-EC'],
    ['mesa', 'es-EC'],
    ['violin', 'en'],
    ['🙂🙂', 'es-EC'],
    ['...', 'en'],
    ['', 'es-EC'],
  ])('understands nothing in "%s" (%s)', (text, locale) => {
    expect(recognise(text, 'document', locale).confidence).toBe('none');
  });

  it.each(['7', '31', '12345', '0001', '3 - 4', '  08:30 ', '+5', '¿9?', '½'])(
    'understands nothing in "%s", which has no letter',
    (text) => {
      for (const prompt of PROMPTS)
        for (const locale of LOCALES) expect(recognise(text, prompt, locale).confidence).toBe('none');
    },
  );

  it.each<[string, IntentLabel]>([
    ['👋', 'greeting'],
    ['🙏', 'thanks'],
  ])('reads the symbol %s, which stands for words, as %s', (text, intent) => {
    expect(recognise(text, 'menu', 'es-EC')).toMatchObject({ intent, confidence: 'sure' });
  });

  it('reads a text in the other language, and names that language', () => {
    expect(recognise('buenas tardes, perdí la contraseña de empleador', 'menu', 'en')).toMatchObject({
      intent: 'recover',
      language: 'es-EC',
    });
    expect(recognise('I have not received the code yet', 'code', 'es-EC')).toMatchObject({
      intent: 'not-received',
      language: 'en',
    });
  });

  it.each(['Juan Carlos Pérez', 'RUC 1799999915001', 'email', 'no', 'ok', 'ok, ok', '0001'])(
    'names no language for "%s"',
    (text) => {
      expect(recognise(text, 'ruc', 'es-EC').language).toBeUndefined();
    },
  );
});

it('the recogniser takes less than 2 ms of the processor for a message', () => {
  const sentences = LOCALES.flatMap(readHeldApart);
  const began = process.cpuUsage();
  for (const { at, lang, text } of sentences) recognise(text, at, lang);
  const { system, user } = process.cpuUsage(began);
  expect((system + user) / 1_000 / sentences.length).toBeLessThan(2);
});

describe.each(LOCALES)('consent in %s', (locale) => {
  const held = readHeldApart(locale);

  it('is never read from a sentence held apart that objects, denies or asks', () => {
    const others = held.filter(({ intent, polarity }) => polarity !== 'plain' && !intent.includes('confirm'));
    const consents = others.filter(({ text }) => {
      const { confidence, intent } = recognise(text, 'review', locale);
      return intent === 'confirm' && confidence === 'sure';
    });
    expect(consents.map(({ text }) => text)).toEqual([]);
  });

  it('is never read from a sentence that confirms and is then denied, doubted or asked', () => {
    const words = loadLanguageWords(locale);
    const consents = loadIntentExamples(locale).filter(({ intent }) => intent === 'confirm');
    const objections = [...words.contrasts, ...words.objections];
    for (const { text } of consents) {
      expect(recognise(`${words.negations[0] ?? ''} ${text}`, 'review', locale).intent).not.toBe('confirm');
      expect(recognise(`${text}?`, 'review', locale).intent).not.toBe('confirm');
      for (const objection of objections) {
        expect([text, objection, recognise(`${text}, ${objection}`, 'review', locale).intent]).not.toContain('confirm');
      }
    }
  });
});
