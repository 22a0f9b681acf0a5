import { LOCALES } from '../../src/domain/locale';
import { normaliseCommand } from '../../src/domain/reading/normalise-text';
import { loadIntentExamples } from '../../src/understanding/intent-examples';
import { trainIntentModel } from '../../src/understanding/intent-model';
import { INTENT_LABELS } from '../../src/understanding/intent-labels';
import { extractFeatures } from '../../src/understanding/text-features';
import { measureAccuracy, readHeldApart } from '../support/understanding/held-apart';

describe.each(LOCALES)('intent examples in %s', (locale) => {
  const examples = loadIntentExamples(locale);

  it('every intent has at least twenty examples', () => {
    for (const intent of INTENT_LABELS) {
      expect(examples.filter((example) => example.intent === intent).length).toBeGreaterThanOrEqual(20);
    }
  });

  it('no example occurs twice, whatever its case, accents and punctuation', () => {
    const texts = examples.map(({ text }) => normaliseCommand(text));
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
  });

  it('no example holds a number that could belong to a person', () => {
    expect(examples.filter(({ text }) => /\d{5}/.test(text))).toEqual([]);
  });

  it('no sentence held apart is an example', () => {
    const texts = new Set(examples.map(({ text }) => normaliseCommand(text)));
    expect(readHeldApart(locale).filter(({ text }) => texts.has(normaliseCommand(text)))).toEqual([]);
  });
});

describe.each(LOCALES)('intent model in %s', (locale) => {
  const classify = trainIntentModel(loadIntentExamples(locale));
  const sentences = readHeldApart(locale);

  it('reads at least four of five sentences held apart rightly', () => {
    expect(measureAccuracy(classify, sentences, 0.7).right).toBeGreaterThanOrEqual(0.8);
  });

  it('is wrong with a probability of 0.7 or more for at most 6 % of the sentences held apart', () => {
    expect(measureAccuracy(classify, sentences, 0.7).wrongAndConfident).toBeLessThanOrEqual(0.06);
  });

  it('gives probabilities that add up to 1, the highest first', () => {
    for (const { text } of sentences.slice(0, 50)) {
      const probabilities = classify(text).map(({ probability }) => probability);
      expect(probabilities.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1);
      expect(probabilities).toEqual([...probabilities].sort((a, b) => b - a));
    }
  });

  it('is the same model after another training with the same examples', () => {
    const again = trainIntentModel(loadIntentExamples(locale));
    for (const { text } of sentences.slice(0, 20)) expect(again(text)).toEqual(classify(text));
  });
});

describe('features of a text', () => {
  it('are the same for every spelling in case and accents', () => {
    expect(extractFeatures('¿Cuánto CUESTA?')).toEqual(extractFeatures('¿cuanto cuesta?'));
  });

  it('hold no digit of a number but zero', () => {
    expect([...extractFeatures('mi cédula 1710034065').keys()].filter((feature) => /[1-9]/.test(feature))).toEqual([]);
  });
});
