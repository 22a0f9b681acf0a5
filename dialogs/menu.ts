import type { Locale } from '../src/domain/locale';
import type { Line } from './chat';
import type { ClaimListener } from './claim-listener';
import type { Command, ReadCommand } from './commands';
import { EMPTY_DRAFT, type Draft } from './draft';
import type { ReadMeaning } from './meaning';
import type { Next } from './next';

const MENU_CHOICES: readonly Command[] = ['recover', 'requirements', 'no-mailbox-access', 'contact'];

export const menuLine: Line = { key: 'menu.ask', choices: MENU_CHOICES };

/** For whom the matter is settled: beginning again is there, but not first. */
export const moreLine: Line = { key: 'menu.more', choices: ['contact', 'requirements', 'recover'] };

/** The menu as it is said first, with a way into the other language. */
export const greetingLine = (locale: Locale): Line => ({
  key: 'greeting',
  choices: [...MENU_CHOICES, locale === 'en' ? 'language-es' : 'language-en'],
});

export interface MenuOptions {
  readonly readCommand: ReadCommand;
  readonly readMeaning: ReadMeaning;
  readonly listener: ClaimListener;
}

/** Where a first message, or an answer to the menu, leads. Numbers lead straight into the claim: nothing is asked twice. */
export function createMenu({ listener, readCommand, readMeaning }: MenuOptions): (text: string) => Next {
  return (text) => {
    const command = readCommand(text);
    const byCommand = command && BY_COMMAND[command];
    if (byCommand) return byCommand;
    if (readMeaning(text, ['told-key'])) return { go: 'menu', remark: { key: 'told-key' } };

    const told = listener.answer(EMPTY_DRAFT, 'document', text);
    if (told.kind === 'again' && hasNumbers(told.heard.draft)) return { go: 'claim', ...told.heard };

    const meant = readMeaning(text, ['no-mailbox-access', 'in-person', 'domestic', 'foreigner', 'recover', 'greeting']);
    return (meant && BY_COMMAND[meant]) ?? { go: 'menu', remark: { key: 'menu.not-understood' } };
  };
}

const hasNumbers = ({ document, offer, refusedOnce, ruc }: Draft): boolean =>
  [document, offer, refusedOnce, ruc].some((found) => found !== undefined);

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
  'in-person': { go: 'in-person', reason: 'asked' },
  'not-received': IN_PERSON,
  greeting: MENU,
  menu: MENU,
  back: MENU,
  no: MENU,
};
