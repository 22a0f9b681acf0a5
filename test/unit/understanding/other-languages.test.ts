import { LOCALES, type Locale } from '../../../src/domain/locale';
import { loadIntentExamples } from '../../../src/understanding/intent-examples';
import { loadOtherLanguages, OTHER_LANGUAGES } from '../../../src/understanding/other-languages';
import { PROMPTS } from '../../../src/understanding/prompts';
import { createRecogniser } from '../../../src/understanding/recogniser';
import { readHeldApart } from '../../support/understanding/held-apart';

const recognise = createRecogniser();

/** Sentences that are not among those from which the languages are learnt. */
const SENTENCES = {
  Kichwa: [
    'imanalla mashikuna',
    'kikinka kichwata uyankichu',
    'ñuka yallik yupayta kunkarkani',
    'mana hamutanichu imata nikta',
    'ñukaka llamkachik kani',
    'kastillataka mana alli yachanichu',
    'yupaychani, kayakaman mashi',
  ],
  Portuguese: [
    'olá, esqueci minha senha de empregador',
    'não sei qual é o número da filial',
    'pode me explicar melhor?',
    'meu código venceu, mande outro',
    'nao lembro a senha',
  ],
  French: [
    "bonjour, j'ai perdu ma clé d'employeur",
    "je n'arrive pas à me connecter au site",
    'pourquoi demandez-vous mes données?',
    'désolé, je me suis trompé',
    'merci, bonne journée',
  ],
  Italian: [
    "buongiorno, ho smarrito la password dell'azienda",
    'non trovo il codice nella posta',
    'mi sono sbagliato',
    'mia moglie gestisce il ristorante',
    'ho già scritto il mio numero due volte',
  ],
  German: [
    'guten Abend, ich habe den Zugang verloren',
    'können Sie mir bitte sagen, wie lange das dauert',
    'der Code ist abgelaufen',
    'warum fragen Sie nach meinen Daten?',
    'ich habe mich geirrt',
  ],
};

describe.each(Object.entries(SENTENCES))('a message in %s, which this service does not speak', (_, sentences) => {
  it.each(sentences)('"%s" is answered with the languages that it speaks, at every prompt', (text) => {
    for (const prompt of PROMPTS) {
      for (const locale of LOCALES) {
        expect(recognise(text, prompt, locale)).toMatchObject({ intent: 'languages', confidence: 'sure' });
      }
    }
  });

  it.each(sentences)('"%s" does not change the language of the conversation', (text) => {
    expect(recognise.languageOf(text)).toBeUndefined();
  });
});

describe('Spanish and English', () => {
  const isLanguages = (text: string, locale: Locale): boolean => {
    const { confidence, intent } = recognise(text, 'menu', locale);
    return intent === 'languages' && confidence === 'sure';
  };

  it.each(LOCALES)('in sentences held apart in %s are never taken for another language', (locale) => {
    const others = readHeldApart(locale).filter(({ intent }) => !intent.includes('languages'));
    expect(others.map(({ text }) => text).filter((text) => isLanguages(text, locale))).toEqual([]);
  });

  it.each([
    'Juan Carlos Pérez',
    'María Tituaña Cachimuel',
    'Segundo Yupanqui',
    'Giovanni Bertolini',
    'Comercial Sumak Kawsay',
    'Otavalo, Imbabura',
    'nesecito alluda x fabor',
    'k hago nose',
    'achachay, qué demora',
    'mi guagua está llorando, espere',
    'ciao',
    'via correo',
    'sip',
  ])('with names, slang and misspellings are not taken for another language: "%s"', (text) => {
    expect(isLanguages(text, 'es-EC')).toBe(false);
  });
});

describe('a question for a language that this service speaks', () => {
  it.each([
    'can you speak english?',
    'would you speak English with me',
    '¿usted habla inglés?',
    'me atienden en inglés?',
    'is there anybody speaking English',
  ])('asks to go on in English in "%s"', (text) => {
    for (const locale of LOCALES)
      expect(recognise(text, 'menu', locale)).toMatchObject({ intent: 'language-en', confidence: 'sure' });
  });

  it.each([
    '¿habla español?',
    'aquí hablan español',
    'yo no sé inglés, solo español',
    '¿ustedes entienden castellano?',
    'can you speak Spanish with me?',
  ])('asks to go on in Spanish in "%s"', (text) => {
    for (const locale of LOCALES)
      expect(recognise(text, 'menu', locale)).toMatchObject({ intent: 'language-es', confidence: 'sure' });
  });

  it.each([
    '¿habla kichwa?',
    'hablan ruso o polaco?',
    'which languages can you speak',
    '¿qué otros idiomas entienden?',
  ])('asks for the list in "%s"', (text) => {
    expect(recognise(text, 'menu', 'es-EC')).toMatchObject({ intent: 'languages' });
  });
});

describe('the sentences of other languages', () => {
  it('are at least sixty for each language, and none occurs twice', () => {
    const sentences = loadOtherLanguages();
    for (const language of OTHER_LANGUAGES)
      expect(sentences.filter((each) => each.language === language).length).toBeGreaterThanOrEqual(60);
    expect(new Set(sentences.map(({ text }) => text.toLowerCase())).size).toBe(sentences.length);
  });

  it('are no examples of an intent in Spanish or English', () => {
    const examples = new Set(LOCALES.flatMap(loadIntentExamples).map(({ text }) => text.toLowerCase()));
    expect(loadOtherLanguages().filter(({ text }) => examples.has(text.toLowerCase()))).toEqual([]);
  });
});
