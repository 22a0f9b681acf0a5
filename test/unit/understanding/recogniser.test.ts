import type { Locale } from '../../../src/domain/locale';
import type { IntentLabel } from '../../../src/understanding/intent-labels';
import type { Prompt } from '../../../src/understanding/prompts';
import { createRecogniser } from '../../../src/understanding/recogniser';

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
