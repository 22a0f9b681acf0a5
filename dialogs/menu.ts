import { normaliseWords } from '../src/domain/reading/normalise-text';
import { LOCALES } from '../src/domain/locale';
import type { Words } from '../src/i18n/copy';
import type { Line } from './chat';
import { hearAnswer } from './claim-answers';
import type { Command, ReadCommand } from './commands';
import { EMPTY_DRAFT } from './draft';
import type { Next } from './next';

export const menuLine: Line = {
  key: 'menu.ask',
  choices: ['recover', 'requirements', 'no-mailbox-access', 'contact'],
};

export interface MenuOptions {
  readonly words: Words;
  readonly readCommand: ReadCommand;
  readonly foreignerPattern: RegExp;
}

/** Where a first message, or an answer to the menu, leads. Numbers lead straight into the claim: nothing is asked twice. */
export function createMenu({ foreignerPattern, readCommand, words }: MenuOptions): (text: string) => Next {
  const hints = LOCALES.flatMap((locale) => words(locale)('words.about-recovery').split('|').map(normaliseWords));

  return (text) => {
    const command = readCommand(text);
    const byCommand = command && BY_COMMAND[command];
    if (byCommand) return byCommand;

    const { draft } = hearAnswer(EMPTY_DRAFT, { asked: 'document', text, foreignerPattern });
    const { document, refusedOnce, ruc } = draft;
    if (document ?? ruc ?? refusedOnce) return { go: 'claim', draft: { ...draft, refusedOnce: undefined } };

    const said = new Set(normaliseWords(text).split(' '));
    return hints.some((hint) => said.has(hint))
      ? { go: 'claim', draft: EMPTY_DRAFT }
      : { go: 'menu', remark: { key: 'menu.not-understood' } };
  };
}

const RECOVER: Next = { go: 'claim', draft: EMPTY_DRAFT };
const IN_PERSON: Next = { go: 'in-person', reason: 'unreachable-mailbox' };
const MENU: Next = { go: 'menu' };

const BY_COMMAND: Partial<Record<Command, Next>> = {
  recover: RECOVER,
  yes: RECOVER,
  cedula: RECOVER,
  resend: RECOVER,
  foreigner: { go: 'claim', draft: { ...EMPTY_DRAFT, documentKind: 'foreigner' } },
  domestic: { go: 'claim', draft: { ...EMPTY_DRAFT, employer: 'domestic' } },
  'no-mailbox-access': IN_PERSON,
  'in-person': IN_PERSON,
  'not-received': IN_PERSON,
  greeting: MENU,
  menu: MENU,
  back: MENU,
  no: MENU,
};
