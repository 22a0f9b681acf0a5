import type { Locale } from '../src/domain/locale';
import type { Situation } from './answers/situation';
import { chatOf, type BotMessage } from './chat';
import type { DraftUpdate } from './claim/draft-update';
import type { ClaimInterpreter } from './claim/claim-interpreter';
import { EMPTY_DRAFT, type ClaimDraft } from './claim/draft';
import type { TurnContext } from './framework';
import type { Command, GivenCommand } from './input/commands';
import type { InferredIntent, Listener } from './input/listener';
import { offer } from './input/offers';
import { saidOf } from './input/said';
import type { Session } from './session';
import type { Transition } from './transition';

const MENU_CHOICES: readonly Command[] = ['recover', 'requirements', 'no-mailbox-access', 'contact'];

/** The menu. Answers that were given before can be continued. */
const menuMessage = ({ keptDraft }: Session): BotMessage => ({
  key: 'menu.ask',
  choices: keptDraft ? ['continue', ...MENU_CHOICES.filter((choice) => choice !== 'requirements')] : MENU_CHOICES,
  isListed: true,
});

/** Menu after a completed recovery: recovering again is possible, but not the first choice. */
const anythingElseMessage: BotMessage = {
  key: 'menu.anything-else',
  choices: ['no', 'another-branch', 'another-ruc', 'contact'],
  isListed: true,
};

/** The question that the menu asks now. */
export const menuQuestion = (session: Session, { isDone = false }: { readonly isDone?: boolean }): BotMessage =>
  isDone ? anythingElseMessage : menuMessage(session);

/** The first message of a conversation: the menu, and the other language as one more choice. */
export const greetingMessage = (locale: Locale): BotMessage => ({
  key: 'greeting',
  choices: [...MENU_CHOICES, locale === 'en' ? 'language-es' : 'language-en'],
  isListed: true,
});

/** Reads a first message or an answer to the menu. `isDone`: the menu follows a completed recovery. */
export type MenuReader = (context: TurnContext, isDone: boolean) => Promise<Transition>;

export interface MenuReaderOptions {
  readonly listener: Listener;
  readonly interpreter: ClaimInterpreter;
}

/** Numbers in a message start the claim and are kept, so that the person need not type them again. */
export function createMenuReader({ interpreter, listener }: MenuReaderOptions): MenuReader {
  return async (context, isDone) => {
    const chat = chatOf(context);
    const said = saidOf(context);
    const { channel, session } = chat;
    const byCommand = said.command && transitionForCommand(session, isDone, said.command);
    if (byCommand) return byCommand;

    const situation: Situation = { prompt: isDone ? 'done' : 'menu', locale: session.locale, channel };
    const update = listener.disclosesKey(said, situation) ? undefined : readNumbers(interpreter, said.text);
    if (update) return { to: 'claim', ...update };

    const heard = await listener.listen(chat, said, situation);
    switch (heard.kind) {
      case 'answered':
        return { to: 'menu', isDone };
      case 'asked':
      case 'ended':
        return { to: 'menu', isDone, instead: heard.remark };
      case 'intent':
        return (
          transitionForIntent(session, isDone, heard) ?? {
            to: 'menu',
            isDone,
            instead: await listener.notUnderstood(chat, said, heard.miss),
          }
        );
    }
  };
}

function readNumbers(interpreter: ClaimInterpreter, text: string): DraftUpdate | undefined {
  const result = interpreter.interpretAnswer(EMPTY_DRAFT, 'document', { text, command: undefined, isConfirmed: false });
  return result.kind === 'again' && hasNumbers(result.update.draft) ? result.update : undefined;
}

const hasNumbers = ({ document, offer: offered, refusedOnce, ruc }: ClaimDraft): boolean =>
  [document, offered, refusedOnce, ruc].some((number) => number !== undefined);

/** Begins a claim. Answers that were given before are not deleted before the person has said so. */
const recover = ({ keptDraft }: Session): Transition =>
  keptDraft === undefined
    ? { to: 'claim', draft: EMPTY_DRAFT }
    : { to: 'menu', instead: { key: 'menu.offer.restart', choices: ['continue', 'restart'], isListed: true } };

function goOn(session: Session): Transition {
  const { keptDraft = EMPTY_DRAFT } = session;
  session.keptDraft = undefined;
  return { to: 'claim', draft: keptDraft };
}

function restart(session: Session): Transition {
  session.keptDraft = undefined;
  return recover(session);
}

const farewell = (isDone: boolean): Transition => ({
  to: 'menu',
  isDone,
  instead: { key: isDone ? 'answer.goodbye.done' : 'answer.goodbye' },
});

/** The cédula or code of the last recovery is used again; only the RUC and the branch are asked for. */
const sameDocument = ({ doneDraft }: Session): ClaimDraft =>
  doneDraft ? { ...EMPTY_DRAFT, documentKind: doneDraft.documentKind, document: doneDraft.document } : EMPTY_DRAFT;

/** The cédula or code and the RUC of the last recovery are used again. */
const sameRuc = (session: Session): ClaimDraft =>
  session.doneDraft?.employer === 'business'
    ? { ...session.doneDraft, offer: undefined, correcting: undefined, branch: undefined }
    : sameDocument(session);

/** Leaving, "no" and, after a completed recovery, "listo" or "ok" say goodbye. */
function transitionForCommand(session: Session, isDone: boolean, command: GivenCommand): Transition | undefined {
  const name: Command = command;
  if (name === 'cancel' || name === 'no' || (isDone && name === 'yes')) return farewell(isDone);
  return BY_COMMAND[name]?.(session);
}

const BY_COMMAND: Partial<Record<Command, (session: Session) => Transition>> = {
  recover,
  restart,
  continue: goOn,
  'another-branch': (session) => ({ to: 'claim', draft: sameRuc(session) }),
  'another-ruc': (session) => ({ to: 'claim', draft: sameDocument(session) }),
  cedula: recover,
  resend: recover,
  foreigner: () => ({ to: 'claim', draft: { ...EMPTY_DRAFT, documentKind: 'foreigner' } }),
  domestic: () => ({ to: 'claim', draft: { ...EMPTY_DRAFT, employer: 'domestic' } }),
  greeting: () => ({ to: 'menu' }),
  menu: () => ({ to: 'menu' }),
  back: () => ({ to: 'menu' }),
  yes: () => ({ to: 'menu' }),
};

type IntentTransition = (session: Session, isDone: boolean) => Transition | undefined;

/** Domestic service and the foreigner's code change what is asked, so they are offered. */
const offerInClaim =
  (command: 'domestic' | 'foreigner'): IntentTransition =>
  (session) => ({ to: 'claim', draft: EMPTY_DRAFT, remark: offer(session, command, `claim.offer.${command}`) });

const leave: IntentTransition = (_session, isDone) => farewell(isDone);

/** Beginning a claim discards nothing at the menu. */
const BY_INTENT: Partial<Record<InferredIntent['intent'], IntentTransition>> = {
  recover,
  'another-recovery': (session) => ({ to: 'claim', draft: sameDocument(session) }),
  domestic: offerInClaim('domestic'),
  foreigner: offerInClaim('foreigner'),
  cancel: leave,
  reject: leave,
  confirm: (_session, isDone) => (isDone ? farewell(isDone) : { to: 'menu' }),
  // At the menu, thanks are answered like a question.
  thanks: (_session, isDone) => (isDone ? farewell(isDone) : undefined),
  'not-me': (_session, isDone) => ({ to: 'menu', isDone, remark: { key: 'not-me' } }),
};

const transitionForIntent = (session: Session, isDone: boolean, { intent }: InferredIntent): Transition | undefined =>
  BY_INTENT[intent]?.(session, isDone);
