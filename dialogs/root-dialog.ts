import type { ChatRecovery, RecoveryView } from '../src/recovery/recovery';
import { chatOf, type Chat, type BotMessage } from './chat';
import { CodeDialog } from './code-and-link/code-dialog';
import { offerToLeave, wouldVoid } from './code-and-link/mail-requests';
import { repeatQuestion } from './claim/claim-messages';
import {
  ComponentDialog,
  DialogTurnStatus,
  type DialogContext,
  type DialogTurnResult,
  type TurnContext,
  type WaterfallStepContext,
} from './framework';
import { InPersonDialog } from './in-person-dialog';
import type { CommandReader, GivenCommand } from './input/commands';
import { chooseLanguage, followLanguage, offerWayBack } from './input/language';
import type { Listener } from './input/listener';
import { takeSaid, withdrawOffer } from './input/said';
import { LinkDialog } from './code-and-link/link-dialog';
import { greetingMessage, menuQuestion, type MenuReader } from './menu';
import type { Session } from './session';
import { isStageUnreported, detachRecovery, transitionFor } from './recovery-progress';
import type { Transition } from './transition';
import { ask, MessagePrompt } from './messages/message-prompt';
import { RecoveryDialog } from './claim/recovery-dialog';
import { NamedWaterfall } from './dialog-tree';

type Step = WaterfallStepContext<Transition>;

export interface RootDialogOptions {
  readonly recovery: ChatRecovery;
  readonly commands: CommandReader;
  readonly listener: Listener;
  readonly readMenuAnswer: MenuReader;
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

  /** Returns the transition for the first message of a conversation, and greets before it answers. */
  async firstTransition(context: TurnContext): Promise<Transition> {
    const chat = chatOf(context);
    const said = takeSaid(context, chat.session, this.options.commands);
    if (chat.submission) return { to: 'menu', remark: STALE };
    followLanguage(chat.session, said, this.options.listener);
    if (chooseLanguage(chat.session, said.command)) return { to: 'menu' };
    if (said.command === 'greeting' || said.command === 'menu') return { to: 'menu' };
    await greetBriefly(chat);
    return this.options.readMenuAnswer(context, false);
  }

  /** Handles the commands that work at every prompt before the prompt reads the text. */
  protected override async onContinueDialog(inner: DialogContext): Promise<DialogTurnResult> {
    const chat = chatOf(inner.context);
    if (chat.reminder) {
      withdrawOffer(chat.session);
      return this.replyAndReprompt(inner, chat.reminder.remark);
    }
    const said = takeSaid(inner.context, chat.session, this.options.commands);
    if (isStale(chat)) return this.replyAndReprompt(inner, STALE);
    if (said.isDeclined) return this.replyAndReprompt(inner);
    if (chooseLanguage(chat.session, said.command)) return this.replyAndReprompt(inner, { key: 'language.changed' });
    if (followLanguage(chat.session, said, this.options.listener)) {
      await chat.send({ key: 'language.followed' });
      offerWayBack(inner.context, chat.session);
    }
    return isAbandoning(inner, said.command)
      ? this.abandon(inner, said.command, said.isConfirmed)
      : super.onContinueDialog(inner);
  }

  /** Ends what is under way. While a code or link lives, "cancelar" is asked about first. */
  private async abandon(inner: DialogContext, command: GivenCommand, isConfirmed: boolean): Promise<DialogTurnResult> {
    const chat = chatOf(inner.context);
    const { session } = chat;
    const view = session.recovery && (await this.options.recovery.view(session.recovery.id));
    if (command === 'cancel' && !isConfirmed && wouldVoid(view)) {
      const mail = view?.stage.kind === 'live' ? view.stage.mail : 'link';
      await chat.send(offerToLeave(session, mail, command));
      return { status: DialogTurnStatus.waiting };
    }
    const transition: Transition = { to: 'menu', remark: { ...abandonedRemark(command, view), countdown: null } };
    await inner.cancelAllDialogs();
    await this.updateRecovery(session, transition);
    session.keptDraft = undefined;
    return inner.replaceDialog('steps', transition);
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
    if (transition.to === 'menu') return this.askMenu(step, transition);
    await greetBriefly(chat);
    switch (transition.to) {
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

  private async askMenu(step: Step, { instead, isDone, remark }: Transition & { to: 'menu' }) {
    const chat = chatOf(step.context);
    if (remark) await chat.send(remark);
    const question = menuQuestion(chat.session, { isDone });
    const isGreetingDue = takeGreeting(chat) === 'due';
    return ask(step, isGreetingDue ? greetingMessage(chat.session.locale) : repeatQuestion(instead, question), {
      retry: question,
    });
  }

  private readonly leave = async (step: Step) =>
    this.goTo(
      step,
      typeof step.result === 'string'
        ? await this.options.readMenuAnswer(step.context, step.options.to === 'menu' && step.options.isDone === true)
        : (step.result as Transition),
    );

  /** Starts the dialog of the transition. */
  private async goTo(dialogs: DialogContext, transition: Transition): Promise<DialogTurnResult> {
    await this.updateRecovery(chatOf(dialogs.context).session, transition);
    return dialogs.replaceDialog('steps', transition);
  }

  /** Keeps the recovery of the transition. One whose dialogs are left is cancelled, so that its code or link stops working. */
  private async updateRecovery(session: Session, transition: Transition): Promise<void> {
    if (transition.to === 'code' || transition.to === 'link') {
      session.recovery = transition.recovery;
    } else if (session.recovery) {
      await this.options.recovery.cancel(session.recovery.id);
      detachRecovery(session, transition);
    }
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

/** Whether the command ends what is under way. At the menu nothing is. */
const isAbandoning = (inner: DialogContext, command: GivenCommand | undefined): command is GivenCommand =>
  (command === 'cancel' || command === 'not-me') && inner.activeDialog?.id !== 'answer';

/** Says what ended. For "no fui yo" it says which code, link or page stopped working, and to call. */
function abandonedRemark(command: GivenCommand, view: RecoveryView | undefined): BotMessage {
  if (command === 'cancel') return { key: 'cancelled' };
  if (!wouldVoid(view)) return { key: 'not-me' };
  return { key: 'not-me.ended', values: { of: view?.stage.kind === 'live' ? view.stage.mail : 'page' } };
}

async function greetBriefly(chat: Chat): Promise<void> {
  if (takeGreeting(chat) === 'due') await chat.send({ key: 'greeting.brief' });
}

/** Returns whether the greeting is due, and marks it as given. */
function takeGreeting({ session }: Chat): 'due' | 'given' {
  const { greeting } = session;
  session.greeting = 'given';
  return greeting;
}
