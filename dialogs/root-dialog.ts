import type { Locale } from '../src/domain/locale';
import type { ChatRecovery } from '../src/recovery/recovery';
import { chatOf, type Chat, type BotMessage } from './chat';
import { CodeDialog } from './code-and-link/code-dialog';
import type { Command, CommandReader } from './input/commands';
import {
  ComponentDialog,
  DialogTurnStatus,
  type DialogContext,
  type DialogTurnResult,
  type WaterfallStepContext,
} from './framework';
import { InPersonDialog } from './in-person-dialog';
import { LinkDialog } from './code-and-link/link-dialog';
import { greetingMessage, menuMessage, anythingElseMessage } from './menu';
import { isStageUnreported, detachRecovery, transitionFor } from './recovery-progress';
import type { Transition } from './transition';
import { ask, MessagePrompt } from './messages/message-prompt';
import { RecoveryDialog } from './claim/recovery-dialog';
import { NamedWaterfall } from './dialog-tree';

type Step = WaterfallStepContext<Transition>;

export interface RootDialogOptions {
  readonly recovery: ChatRecovery;
  readonly readCommand: CommandReader;
  readonly readMenuAnswer: (text: string) => Transition;
  readonly dialogs: readonly [RecoveryDialog, CodeDialog, LinkDialog, InPersonDialog];
}

/** The whole conversation: goes to a place, and from there to the next; some words work everywhere. It never ends. */
export class RootDialog extends ComponentDialog<Transition> {
  static readonly id = 'root';

  constructor(private readonly options: RootDialogOptions) {
    super(RootDialog.id);
    this.addDialog(new MessagePrompt('answer'));
    this.addDialog(new NamedWaterfall<Transition>('steps', [this.enter, this.leave]));
    for (const dialog of options.dialogs) this.addDialog(dialog);
    this.initialDialogId = 'steps';
  }

  /** Where the first message of a conversation leads. */
  firstTransition(chat: Chat, text: string): Transition {
    if (chat.submission) return { go: 'menu', remark: STALE };
    const told = tellAnywhere(chat, this.options.readCommand(text));
    return told === undefined ? this.options.readMenuAnswer(text) : { go: 'menu', remark: told };
  }

  /** The words that work at every prompt come before the prompt sees the text. */
  protected override async onContinueDialog(inner: DialogContext): Promise<DialogTurnResult> {
    const chat = chatOf(inner.context);
    if (isStale(chat)) return this.aside(inner, STALE);
    const command = this.options.readCommand(inner.context.activity.text);
    const told = tellAnywhere(chat, command);
    if (told !== undefined) return this.aside(inner, told);
    if (command === 'cancel' || command === 'menu') {
      const isAtMenu = inner.activeDialog?.id === 'answer';
      await inner.cancelAllDialogs();
      const remark = isAtMenu ? notRunning(command) : ({ key: 'cancelled' } as const);
      return this.goTo(inner, { go: 'menu', remark });
    }
    return super.onContinueDialog(inner);
  }

  /** Says it, then puts the question that stands; when the recovery has moved on without the person knowing, how it stands now. */
  private async aside(inner: DialogContext, told: BotMessage): Promise<DialogTurnResult> {
    const chat = chatOf(inner.context);
    await chat.send(told);
    const { session } = chat;
    const { recovery } = session;
    const view = recovery && (await this.options.recovery.view(recovery.id));
    if (recovery && isStageUnreported(session, view, undefined)) {
      await inner.cancelAllDialogs();
      return this.goTo(inner, transitionFor(view, recovery));
    }
    await inner.repromptDialog();
    return { status: DialogTurnStatus.waiting };
  }

  private readonly enter = async (step: Step) => {
    const next = step.options;
    const chat = chatOf(step.context);
    const greeting = greet(chat);
    if (greeting === 'due' && next.go !== 'menu') await chat.send({ key: 'greeting.brief' });
    switch (next.go) {
      case 'menu':
        if (next.remark) await chat.send(next.remark);
        if (greeting === 'due') return ask(step, greetingMessage(chat.session.locale), menuMessage);
        return ask(step, next.remark?.key === 'recovery.done' ? anythingElseMessage : menuMessage);
      case 'claim':
        return step.beginDialog(RecoveryDialog.id, { draft: next.draft, remark: next.remark });
      case 'code':
        return step.beginDialog(CodeDialog.id, { recovery: next.recovery, remark: next.remark });
      case 'link':
        return step.beginDialog(LinkDialog.id, { recovery: next.recovery, remark: next.remark });
      case 'in-person':
        return step.beginDialog(InPersonDialog.id, next);
    }
  };

  private readonly leave = (step: Step) =>
    this.goTo(
      step,
      typeof step.result === 'string' ? this.options.readMenuAnswer(step.result) : (step.result as Transition),
    );

  /** Leaving a code or a link behind ends the recovery: what nobody waits for must not stay alive. */
  private async goTo(dialogs: DialogContext, next: Transition): Promise<DialogTurnResult> {
    const { session } = chatOf(dialogs.context);
    if (next.go === 'code' || next.go === 'link') {
      session.recovery = next.recovery;
    } else if (session.recovery) {
      await this.options.recovery.cancel(session.recovery.id);
      detachRecovery(session, next);
    }
    return dialogs.replaceDialog('steps', next);
  }
}

const STALE: BotMessage = { key: 'card.stale' };

/** A form is read once, and only while its question stands. */
function isStale({ session, submission }: Chat): boolean {
  if (submission === undefined) return false;
  const { form } = session;
  if (form?.stamp !== submission.stamp || (submission.entry !== undefined && form.kind !== 'claim')) return true;
  session.form = undefined;
  return false;
}

/** At the menu itself there is nothing to leave. */
const notRunning = (command: 'cancel' | 'menu'): BotMessage | undefined =>
  command === 'cancel' ? { key: 'cancelled.nothing' } : undefined;

/** Answers to what may be asked at any time; the question that stands is put again afterwards. */
const tellAnywhere = (chat: Chat, command: Command | undefined): BotMessage | undefined =>
  command && ANYWHERE[command]?.(chat);

const ANYWHERE: Partial<Record<Command, (chat: Chat) => BotMessage>> = {
  help: () => ({ key: 'help' }),
  contact: () => ({ key: 'contact' }),
  requirements: () => ({ key: 'requirements' }),
  thanks: () => ({ key: 'thanks' }),
  'not-me': () => ({ key: 'not-me' }),
  'language-es': (chat) => speak(chat, 'es-EC'),
  'language-en': (chat) => speak(chat, 'en'),
};

function speak({ session }: Chat, locale: Locale): BotMessage {
  session.locale = locale;
  // One in the other language is on its way.
  session.form = undefined;
  return { key: 'language.changed' };
}

/** Once per conversation, whichever way it begins. */
function greet({ session }: Chat): 'due' | 'given' {
  const { greeting } = session;
  session.greeting = 'given';
  return greeting;
}
