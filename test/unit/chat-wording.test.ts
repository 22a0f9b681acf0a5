import { IntlMessageFormat } from 'intl-messageformat';
import en from '../../locales/en.json';
import esEC from '../../locales/es-EC.json';
import { MINUTE } from '../../src/domain/time';
import { createMessageCatalog } from '../../src/i18n/message-catalog';
import { contactsOf } from '../../src/i18n/contacts';
import type { Locale } from '../../src/domain/locale';
import { recoveryRules } from '../../src/policy/recovery';

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

const LONGEST_MESSAGE = 300;
const LITERAL = new IntlMessageFormat('text').getAst()[0]?.type;

/** Texts of pages, mails and the widget, and words that are read instead of shown. Lists of choices and documents have no fixed length. */
const NOT_IN_MESSAGES = /^(?:page|mail|widget|embed|synonyms|choices|in-person\.(?:documents|instructions))\./;

const LANGUAGES: readonly (readonly [Locale, Readonly<Record<string, string>>])[] = [
  ['es-EC', esEC],
  ['en', en],
];

/** The longest value of a placeholder; other placeholders are numbers of two digits. */
const LONGEST_VALUES: Readonly<Record<string, string>> = {
  mailbox: 'm•••@correo-institucional.example.com',
  phrase: 'murciélago rinoceronte',
  document: 'EXT-12345678901234-A',
  ruc: '1799999915001',
  branch: '0001',
  number: '1799999915001',
  code: 'EXT-12345678901234-A',
  suggestion: '1799999915001 0001',
  time: '12:40 p.\u00A0m.',
  theTime: 'las 12:40 p.\u00A0m.',
  left: '10:00',
  day: '30/11',
  reference: 'abc123',
  documents: 'none',
};

/** Words that the chat does not use, and what it says instead. */
const BANNED: Readonly<Record<Locale, readonly (readonly [banned: RegExp, instead: string])[]>> = {
  'es-EC': [
    [/buzón/i, 'correo'],
    [/digit(?:e|ar)/i, 'escriba'],
    [/ingres[ea]/i, 'entre'],
    [/bienvenid/i, 'hola'],
    [/contraseña/i, 'clave'],
    [/asistencia presencial/i, 'Centro de Atención Universal (CAU)'],
    [/código de (?:identificación para )?extranjero\b(?!s)/i, 'código del IESS para extranjeros'],
    [/sigue sirviendo/i, 'a sentence that is true for who lost the key'],
    [/(?<!\p{L})encontré/iu, 'vi'],
    [/env[ií]e(?:l[ao]s?)? otra vez/i, 'escriba otra vez'],
  ],
  en: [
    [/mailbox/i, 'email'],
    [/e-mail/i, 'email'],
    [/\bmails?\b(?! service)/i, 'email'],
    [/\bkeys?\b/i, 'password (clave)'],
    [/welcome(?! to)(?!\.)/i, 'hello'],
    [/\btype\b/i, 'write'],
    [/\bsend (?:it|\S+) again/i, 'write it again'],
    [/\bdata (?:are|serve|do)\b/i, 'data is'],
    [/foreigner’s code|foreigner's code/i, 'IESS code for foreigners'],
    [/the IESS\b(?! (?:code|employer|portal|planilla|payroll))/, 'IESS'],
  ],
};

describe.each(LANGUAGES)('chat messages in %s', (locale, messages) => {
  const contacts: Readonly<Record<string, string>> = contactsOf(createMessageCatalog()(locale));
  const shown = Object.entries(messages)
    .filter(([key]) => !NOT_IN_MESSAGES.test(key))
    .flatMap(([key, text]) =>
      formsOf(text, locale, { ...LONGEST_VALUES, ...contacts }).map((form) => [key, form] as const),
    );

  it('have at most 300 characters with the longest values', () => {
    expect(shown.filter(([, text]) => text.length > LONGEST_MESSAGE)).toEqual([]);
  });

  it('never name the hours of the chat beside the telephone, as if they were its hours', () => {
    expect(shown.filter(([, text]) => text.includes('tel:') && /\b24 ho/i.test(text))).toEqual([]);
  });

  it.each(BANNED[locale])('never say %s, but "%s"', (banned) => {
    expect(shown.filter(([, text]) => banned.test(text))).toEqual([]);
  });
});

it('the texts that name three minutes agree with the policy', () => {
  expect([recoveryRules.code.lifetime, recoveryRules.link.lifetime]).toEqual([3 * MINUTE, 3 * MINUTE]);
});

/** Returns every form that a message can take. */
function formsOf(text: string, locale: string, values: Readonly<Record<string, string>>): readonly string[] {
  const join = (elements: readonly Element[]): readonly string[] =>
    elements.reduce<readonly string[]>(
      (heads, element) => heads.flatMap((head) => formsOfElement(element).map((tail) => head + tail)),
      [''],
    );
  const formsOfElement = (element: Element): readonly string[] => {
    if ('options' in element) return Object.values(element.options).flatMap(({ value }) => join(value));
    if (!('value' in element)) return ['10'];
    return [element.type === LITERAL ? element.value : (values[element.value] ?? '10')];
  };
  return join(new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).getAst());
}
