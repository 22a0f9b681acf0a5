import type { Locale } from '../../../src/domain/locale';
import { loadLanguageWords } from '../../../src/understanding/reading/language-words';
import { createSentenceReader } from '../../../src/understanding/reading/sentence';
import { createSignalReader, type Signals } from '../../../src/understanding/reading/signals';

function readSignals(text: string, locale: Locale): Signals {
  const words = loadLanguageWords(locale);
  return createSignalReader(words)(createSentenceReader(words)(text));
}

describe('the signals of a sentence', () => {
  it.each<[string, Locale]>([
    ['no todo está bien', 'es-EC'],
    ['nunca me llegó', 'es-EC'],
    ["I don't think so", 'en'],
    ['dont send it', 'en'],
  ])('are negative in "%s" (%s)', (text, locale) => {
    expect(readSignals(text, locale).polarity).toBe('negative');
  });

  it.each<[string, Locale]>([
    ['sí, pero falta la sucursal', 'es-EC'],
    ['todo bien menos el ruc', 'es-EC'],
    ['tengo RUC pero está cerrado', 'es-EC'],
    ['all good except the branch', 'en'],
    ['yes, but the ID is wrong', 'en'],
  ])('are mixed in "%s" (%s)', (text, locale) => {
    expect(readSignals(text, locale).polarity).toBe('mixed');
  });

  it.each<[string, Locale]>([
    ['no hay problema, está bien', 'es-EC'],
    ['cómo no', 'es-EC'],
    ['no problem, go ahead', 'en'],
    ['why not', 'en'],
  ])('are positive in "%s" (%s)', (text, locale) => {
    expect(readSignals(text, locale).polarity).toBe('positive');
  });

  it.each<[string, Locale]>([
    ['cuánto cuesta', 'es-EC'],
    ['buenos días, y eso para qué', 'es-EC'],
    ['se puede el domingo', 'es-EC'],
    ['how do I open it', 'en'],
    ['hello, is there a fee', 'en'],
    ['ok?', 'en'],
  ])('show a question in "%s" (%s)', (text, locale) => {
    expect(readSignals(text, locale).isQuestion).toBe(true);
  });

  it.each<[string, Locale]>([
    ['es una tienda', 'es-EC'],
    ['tengo que buscar el papel', 'es-EC'],
    ["that's it", 'en'],
  ])('show no question in "%s" (%s)', (text, locale) => {
    expect(readSignals(text, locale).isQuestion).toBe(false);
  });

  it.each<[string, Locale]>([
    ['dice que ya no sirve', 'es-EC'],
    ['mi contador dice que está bien', 'es-EC'],
    ['it says wrong password', 'en'],
    ['my son told me to stop', 'en'],
  ])('show reported speech in "%s" (%s)', (text, locale) => {
    expect(readSignals(text, locale).isReported).toBe(true);
  });
});
