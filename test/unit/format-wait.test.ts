import { formatWait } from '../../src/web/format-wait';

describe('wording of a time to wait', () => {
  it.each([
    [1, 'es-EC', '1 segundo'],
    [40, 'es-EC', '40 segundos'],
    [90, 'es-EC', '90 segundos'],
    [91, 'es-EC', '2 minutos'],
    [121, 'es-EC', '3 minutos'],
    [600, 'es-EC', '10 minutos'],
    [1, 'en', '1 second'],
    [600, 'en', '10 minutes'],
    [0.2, 'en', '1 second'],
  ])('a wait of %d s reads in %s as %s', (seconds, locale, words) => {
    expect(formatWait(seconds, locale)).toBe(words);
  });
});
