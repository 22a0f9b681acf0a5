import { LOCALES } from '../../../src/domain/locale';
import { normaliseCommand } from '../../../src/domain/reading/normalise-text';
import { loadIntentExamples } from '../../../src/understanding/intent-examples';
import { INTENT_LABELS } from '../../../src/understanding/intent-labels';
import { loadLanguageWords } from '../../../src/understanding/reading/language-words';
import { readHeldApart } from '../../support/understanding/held-apart';

describe.each(LOCALES)('intent examples in %s', (locale) => {
  const examples = loadIntentExamples(locale);
  const texts = [...examples.map(({ text }) => text), ...loadLanguageWords(locale).unrelated];

  it('every intent has at least twenty examples', () => {
    for (const intent of INTENT_LABELS) {
      expect(examples.filter((example) => example.intent === intent).length).toBeGreaterThanOrEqual(20);
    }
  });

  it('no example occurs twice, whatever its case, accents and punctuation', () => {
    const normalised = texts.map(normaliseCommand);
    expect(normalised.filter((text, index) => normalised.indexOf(text) !== index)).toEqual([]);
  });

  it('no example holds a number that could belong to a person', () => {
    expect(texts.filter((text) => /\d{5}/.test(text))).toEqual([]);
  });

  it('no sentence held apart is an example', () => {
    const known = new Set(texts.map(normaliseCommand));
    expect(readHeldApart(locale).filter(({ text }) => known.has(normaliseCommand(text)))).toEqual([]);
  });
});
