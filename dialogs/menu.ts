import { offerCommand } from './claim/offered-commands';
import type { Locale } from '../src/domain/locale';
import type { BotMessage } from './chat';
import type { ClaimInterpreter } from './claim/claim-interpreter';
import type { Command, CommandReader } from './input/commands';
import { EMPTY_DRAFT, type ClaimDraft } from './claim/draft';
import type { IntentReader } from './input/intents';
import type { Transition } from './transition';

const MENU_CHOICES: readonly Command[] = ['recover', 'requirements', 'no-mailbox-access', 'contact'];

export const menuMessage: BotMessage = { key: 'menu.ask', choices: MENU_CHOICES };

/** Menu after a completed recovery: recovering again is possible, but not the first choice. */
export const anythingElseMessage: BotMessage = {
  key: 'menu.anything-else',
  choices: ['contact', 'requirements', 'recover'],
};

/** The first message of a conversation: the menu, and the other language as one more choice. */
export const greetingMessage = (locale: Locale): BotMessage => ({
  key: 'greeting',
  choices: [...MENU_CHOICES, locale === 'en' ? 'language-es' : 'language-en'],
});

export interface MenuReaderOptions {
  readonly readCommand: CommandReader;
  readonly readIntent: IntentReader;
  readonly interpreter: ClaimInterpreter;
}

/**
 * Returns a function that reads a first message or an answer to the menu. Numbers in it start the claim and are kept, so that the person
 * need not type them again.
 */
export function createMenuReader({
  interpreter,
  readCommand,
  readIntent,
}: MenuReaderOptions): (text: string) => Transition {
  return (text) => {
    const command = readCommand(text);
    const byCommand = command && BY_COMMAND[command];
    if (byCommand) return byCommand;
    if (readIntent(text, ['key-disclosed'])) return { to: 'menu', remark: { key: 'key-warning' } };

    const result = interpreter.interpretAnswer(EMPTY_DRAFT, 'document', text);
    if (result.kind === 'again' && hasNumbers(result.update.draft)) return { to: 'claim', ...result.update };

    const intent = readIntent(text, ['no-mailbox-access', 'in-person', 'domestic', 'foreigner', 'recover', 'greeting']);
    return transitionForIntent(intent?.inferred) ?? { to: 'menu', remark: { key: 'menu.not-understood' } };
  };
}

type MenuIntent = 'no-mailbox-access' | 'in-person' | 'domestic' | 'foreigner' | 'recover' | 'greeting';

/** Domestic service and the foreigner's code change what is asked, so a sentence only offers them. */
const transitionForIntent = (intent: MenuIntent | undefined): Transition | undefined =>
  intent === 'domestic' || intent === 'foreigner'
    ? { to: 'claim', ...offerCommand(EMPTY_DRAFT, intent) }
    : intent && BY_COMMAND[intent];

const hasNumbers = ({ document, offer, refusedOnce, ruc }: ClaimDraft): boolean =>
  [document, offer, refusedOnce, ruc].some((number) => number !== undefined);

const RECOVER: Transition = { to: 'claim', draft: EMPTY_DRAFT };
const IN_PERSON: Transition = { to: 'in-person', reason: 'unreachable-mailbox' };
const MENU: Transition = { to: 'menu' };

const BY_COMMAND: Partial<Record<Command, Transition>> = {
  recover: RECOVER,
  yes: RECOVER,
  cedula: RECOVER,
  resend: RECOVER,
  foreigner: { to: 'claim', draft: { ...EMPTY_DRAFT, documentKind: 'foreigner' } },
  domestic: { to: 'claim', draft: { ...EMPTY_DRAFT, employer: 'domestic' } },
  'no-mailbox-access': IN_PERSON,
  'in-person': { to: 'in-person', reason: 'requested' },
  'not-received': IN_PERSON,
  greeting: MENU,
  menu: MENU,
  back: MENU,
  no: MENU,
};
