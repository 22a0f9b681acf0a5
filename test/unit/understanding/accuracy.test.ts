import { LOCALES } from '../../../src/domain/locale';
import { measureAccuracy, readSentences } from '../../../src/understanding/measure/accuracy';
import { createRecogniser } from '../../../src/understanding/recogniser';
import { readHeldApart } from '../../support/understanding/held-apart';

const recognise = createRecogniser();

describe.each(LOCALES)('accuracy in %s on sentences held apart, each read at its prompt', (locale) => {
  const accuracy = measureAccuracy(readSentences(recognise, readHeldApart(locale)));

  it('reads at least 92 % rightly', () => {
    expect(accuracy.right).toBeGreaterThanOrEqual(0.92);
  });

  it('is sure of at least 80 % that it reads rightly', () => {
    expect(accuracy.rightAndSure).toBeGreaterThanOrEqual(0.8);
  });

  it('reads at most 3 % wrongly with confidence "sure"', () => {
    expect(accuracy.wrongAndSure).toBeLessThanOrEqual(0.03);
  });
});
