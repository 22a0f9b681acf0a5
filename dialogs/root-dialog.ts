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

/** Runs one dialog after the other, as their transitions say, and handles the commands that work everywhere. It never ends. */
export class RootDialog extends ComponentDialog<Transition> {
  static readonly id = 'root';

  constructor(private readonly options: RootDialogOptions) {
    super(RootDialog.id);
    this.addDialog(new MessagePrompt('answer'));
    this.addDialog(new NamedWaterfall<Transition>('steps', [this.enter, this.leave]));
    for (const dialog of options.dialogs) this.addDialog(dialog);
    this.initialDialogId = 'steps';
  }

  /** Returns the transition for the first message of a conversation. */
  firstTransition(chat: Chat, text: string): Transition {
    if (chat.submission) return { to: 'menu', remark: STALE };
    const remark = globalReply(chat, this.options.readCommand(text));
    return remark === undefined ? this.options.readMenuAnswer(text) : { to: 'menu', remark };
  }

  /** Handles the commands that work at every prompt before the prompt reads the text. */
  protected override async onContinueDialog(inner: DialogContext): Promise<DialogTurnResult> {
    const { reminder } = chatOf(inner.context);
    if (reminder) return this.replyAndReprompt(inner, reminder.remark);
    const chat = chatOf(inner.context);
    if (isStale(chat)) return this.replyAndReprompt(inner, STALE);
    const command = this.options.readCommand(inner.context.activity.text);
    const reply = globalReply(chat, command);
    if (reply !== undefined) return this.replyAndReprompt(inner, reply);
    if (command === 'cancel' || command === 'menu') {
      const isAtMenu = inner.activeDialog?.id === 'answer';
      await inner.cancelAllDialogs();
      const remark = isAtMenu ? nothingToLeaveMessage(command) : ({ key: 'cancelled' } as const);
      return this.goTo(inner, { to: 'menu', remark });
    }
    return super.onContinueDialog(inner);
  }

  /** Sends the reply, then repeats the current question, or reports the recovery's stage if the person does not know it yet. */
  private async replyAndReprompt(inner: DialogContext, reply?: BotMessage): Promise<DialogTurnResult> {
    const chat = chatOf(inner.context);
    if (reply) await chat.send(reply);
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
    const transition = step.options;
    const chat = chatOf(step.context);
    const greeting = takeGreeting(chat);
    if (greeting === 'due' && transition.to !== 'menu') await chat.send({ key: 'greeting.brief' });
    switch (transition.to) {
      case 'menu':
        if (transition.remark) await chat.send(transition.remark);
        if (greeting === 'due') return ask(step, greetingMessage(chat.session.locale), menuMessage);
        return ask(step, transition.remark?.key === 'recovery.done' ? anythingElseMessage : menuMessage);
      case 'claim':
        return step.beginDialog(RecoveryDialog.id, { draft: transition.draft, remark: transition.remark });
      case 'code':
        return step.beginDialog(CodeDialog.id, { recovery: transition.recovery, remark: transition.remark });
      case 'link':
        return step.beginDialog(LinkDialog.id, { recovery: transition.recovery, remark: transition.remark });
      case 'in-person':
        return step.beginDialog(InPersonDialog.id, transition);
    }
  };

  private readonly leave = (step: Step) =>
    this.goTo(
      step,
      typeof step.result === 'string' ? this.options.readMenuAnswer(step.result) : (step.result as Transition),
    );

  /** Starts the dialog of the transition. A recovery whose dialogs are left is cancelled, so that its code or link stops working. */
  private async goTo(dialogs: DialogContext, transition: Transition): Promise<DialogTurnResult> {
    const { session } = chatOf(dialogs.context);
    if (transition.to === 'code' || transition.to === 'link') {
      session.recovery = transition.recovery;
    } else if (session.recovery) {
      await this.options.recovery.cancel(session.recovery.id);
      detachRecovery(session, transition);
    }
    return dialogs.replaceDialog('steps', transition);
  }
}

const STALE: BotMessage = { key: 'card.stale' };

/** Whether a card was submitted that is not the current one. A card is read once, and only while its prompt is the current one. */
function isStale({ session, submission }: Chat): boolean {
  if (submission === undefined) return false;
  const { form } = session;
  if (form?.stamp !== submission.stamp || (submission.entry !== undefined && form.kind !== 'claim')) return true;
  session.form = undefined;
  return false;
}

/** Reply to a command that would leave for the menu when the menu is already there. */
const nothingToLeaveMessage = (command: 'cancel' | 'menu'): BotMessage | undefined =>
  command === 'cancel' ? { key: 'cancelled.nothing' } : undefined;

/** Returns the reply to a command that works at every prompt. The current question is repeated after it. */
const globalReply = (chat: Chat, command: Command | undefined): BotMessage | undefined =>
  command && GLOBAL_REPLIES[command]?.(chat);

const GLOBAL_REPLIES: Partial<Record<Command, (chat: Chat) => BotMessage>> = {
  help: () => ({ key: 'help' }),
  contact: () => ({ key: 'contact' }),
  requirements: () => ({ key: 'requirements' }),
  thanks: () => ({ key: 'thanks' }),
  'not-me': () => ({ key: 'not-me' }),
  'language-es': (chat) => switchLanguage(chat, 'es-EC'),
  'language-en': (chat) => switchLanguage(chat, 'en'),
};

function switchLanguage({ session }: Chat, locale: Locale): BotMessage {
  session.locale = locale;
  // The repeated prompt brings a card in the new language.
  session.form = undefined;
  return { key: 'language.changed' };
}

/** Returns whether the greeting is due, and marks it as given. */
function takeGreeting({ session }: Chat): 'due' | 'given' {
  const { greeting } = session;
  session.greeting = 'given';
  return greeting;
}
