import type { Locale } from '../src/domain/locale';
import type { BotMessage } from './chat';
import type { ClaimInterpreter } from './claim/claim-interpreter';
import type { Command, CommandReader } from './input/commands';
import { EMPTY_DRAFT, type ClaimDraft } from './claim/draft';
import type { IntentReader } from './input/intents';
import type { Transition } from './transition';

const MENU_CHOICES: readonly Command[] = ['recover', 'requirements', 'no-mailbox-access', 'contact'];

export const menuMessage: BotMessage = { key: 'menu.ask', choices: MENU_CHOICES };

/** For whom the matter is settled: beginning again is there, but not first. */
export const anythingElseMessage: BotMessage = { key: 'menu.more', choices: ['contact', 'requirements', 'recover'] };

/** The menu as it is said first, with a way into the other language. */
export const greetingMessage = (locale: Locale): BotMessage => ({
  key: 'greeting',
  choices: [...MENU_CHOICES, locale === 'en' ? 'language-es' : 'language-en'],
});

export interface MenuReaderOptions {
  readonly readCommand: CommandReader;
  readonly readIntent: IntentReader;
  readonly interpreter: ClaimInterpreter;
}

/** Where a first message, or an answer to the menu, leads. Numbers lead straight into the claim: nothing is asked twice. */
export function createMenuReader({
  interpreter,
  readCommand,
  readIntent,
}: MenuReaderOptions): (text: string) => Transition {
  return (text) => {
    const command = readCommand(text);
    const byCommand = command && BY_COMMAND[command];
    if (byCommand) return byCommand;
    if (readIntent(text, ['told-key'])) return { go: 'menu', remark: { key: 'told-key' } };

    const told = interpreter.interpretAnswer(EMPTY_DRAFT, 'document', text);
    if (told.kind === 'again' && hasNumbers(told.heard.draft)) return { go: 'claim', ...told.heard };

    const meant = readIntent(text, ['no-mailbox-access', 'in-person', 'domestic', 'foreigner', 'recover', 'greeting']);
    return (meant && BY_COMMAND[meant]) ?? { go: 'menu', remark: { key: 'menu.not-understood' } };
  };
}

const hasNumbers = ({ document, offer, refusedOnce, ruc }: ClaimDraft): boolean =>
  [document, offer, refusedOnce, ruc].some((found) => found !== undefined);

const RECOVER: Transition = { go: 'claim', draft: EMPTY_DRAFT };
const IN_PERSON: Transition = { go: 'in-person', reason: 'unreachable-mailbox' };
const MENU: Transition = { go: 'menu' };

const BY_COMMAND: Partial<Record<Command, Transition>> = {
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
