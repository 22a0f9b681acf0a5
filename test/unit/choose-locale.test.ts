import { chooseLocale } from '../../src/i18n/choose-locale';

describe('choice of the language', () => {
  it.each([
    ['en', 'en'],
    ['en-US', 'en'],
    ['EN_gb', 'en'],
    ['en-US,en;q=0.9,es;q=0.8', 'en'],
    ['fr-FR, en;q=0.5', 'en'],
    ['es;q=0.3, en;q=0.7', 'en'],
    ['es-EC', 'es-EC'],
    ['es-MX,en;q=0.8', 'es-EC'],
    ['en;q=0', 'es-EC'],
    ['en;q=lots', 'es-EC'],
    ['qu-EC', 'es-EC'],
    ['english', 'es-EC'],
    ['', 'es-EC'],
    [',;=,', 'es-EC'],
    [undefined, 'es-EC'],
  ])('the choice for the language preference %j is %s', (text, locale) => {
    expect(chooseLocale(text)).toBe(locale);
  });
});
