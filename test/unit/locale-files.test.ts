import { IntlMessageFormat } from 'intl-messageformat';
import en from '../../locales/en.json';
import esEC from '../../locales/es-EC.json';
import { COMMANDS } from '../../dialogs/input/commands';
import { LOCALES } from '../../src/domain/locale';
import { normaliseCommand } from '../../src/domain/reading/normalise-text';
import { createMessageCatalog } from '../../src/i18n/message-catalog';

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

const languages: [string, Record<string, string>][] = [
  ['es-EC', esEC],
  ['en', en],
];
const LITERAL = new IntlMessageFormat('text').getAst()[0]?.type;

describe.each(languages)('locale file %s', (locale, messages) => {
  it('a locale file has the same keys as the reference language', () => {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(esEC).sort());
  });

  it('each message parses and has the placeholders of the reference language', () => {
    const reference: Record<string, string> = esEC;
    for (const [key, text] of Object.entries(messages)) {
      expect([key, placeholders(text)]).toEqual([key, placeholders(reference[key] ?? '')]);
    }
  });

  it.each([
    ['doubled or outer spaces', / {2}|^\s|\s$/],
    ['misspelling of the official site, which the procedure has once', /iesg/i],
    ['markup', /[<>]/],
  ])('contains no %s', (_fault, pattern) => {
    expect(Object.entries(messages).filter(([, text]) => pattern.test(text))).toEqual([]);
  });

  it('parses each message once and formats it for the language', () => {
    const copy = createMessageCatalog()(locale === 'en' ? 'en' : 'es-EC');
    expect(copy('mail.ruc', { ruc: '17•••001', branch: '0002' })).toMatch(/^RUC: 17•••001, .*sucursal.* 0002$/);
  });
});

describe('Spanish locale file', () => {
  const shownTexts = Object.entries(esEC).filter(([key]) => !key.startsWith('synonyms.'));

  it('keeps every sentence within 20 words', () => {
    const sentences = shownTexts.flatMap(([key, text]) => variants(text).map((sentence) => [key, sentence] as const));
    const long = sentences.filter(([, sentence]) =>
      sentence.split(/[.!?:;…]+(?:\s|$)|\n/).some((part) => wordCount(part) > 20),
    );
    expect(long).toEqual([]);
  });

  it('addresses the person as usted', () => {
    const familiar = /(?<!\p{L})(?:tú|tu|tus|ti|contigo|tuyo|tuya)(?!\p{L})/iu;
    expect(shownTexts.filter(([, text]) => familiar.test(text))).toEqual([]);
  });
});

describe('command words', () => {
  it('each command word belongs to one command, in every language', () => {
    const meanings = new Map<string, string>();
    const ambiguous: string[] = [];
    const copies = LOCALES.map(createMessageCatalog());
    for (const [command, copy] of COMMANDS.flatMap((name) => copies.map((copy) => [name, copy] as const))) {
      for (const word of [copy(`choice.${command}`), ...copy(`synonyms.${command}`).split('|')].map(normaliseCommand)) {
        if (word === '' || (meanings.get(word) ?? command) !== command) ambiguous.push(`${command}: ${word}`);
        meanings.set(word, command);
      }
    }
    expect(ambiguous).toEqual([]);
    expect(meanings.get('cancelar')).toBe('cancel');
  });
});

describe('message that lacks a value', () => {
  it('a message that lacks a value throws when no fault handler is registered', () => {
    expect(() => createMessageCatalog()('es-EC')('mail.phrase')).toThrow('Message "mail.phrase" lacks a value');
  });

  it('a message is rendered without the missing value when a fault handler is registered, and the report quotes no value', () => {
    const faults: string[] = [];
    const words = createMessageCatalog((fault) => faults.push(`${fault.message} ${String(fault.cause)}`));
    expect(words('en')('mail.contact', { email: 'ana@example.com' })).toBe('Do you need help? Call … or write to …');
    expect(faults).toEqual(['Message "mail.contact" lacks a value or has a wrong one undefined']);
  });
});

const parse = (text: string): Element[] =>
  new IntlMessageFormat(text, 'es-EC', undefined, { ignoreTag: true }).getAst();

const placeholders = (text: string): string[] => [...new Set(parse(text).flatMap(names))].sort();

function names(element: Element): string[] {
  const nested =
    'options' in element ? Object.values(element.options).flatMap(({ value }) => value.flatMap(names)) : [];
  return 'value' in element && element.type !== LITERAL ? [element.value, ...nested] : nested;
}

/** Returns every form that a message can take, with each value rendered as one word. */
function variants(text: string): string[] {
  return parse(text).reduce<string[]>(
    (sentence, element) => sentence.flatMap((head) => forms(element).map((tail) => head + tail)),
    [''],
  );
}

function forms(element: Element): string[] {
  if ('options' in element) {
    return Object.values(element.options).map(({ value }) => value.flatMap(forms).join(''));
  }
  return 'value' in element && element.type === LITERAL ? [element.value] : ['1'];
}

const wordCount = (sentence: string): number => sentence.split(/\s+/).filter(Boolean).length;
