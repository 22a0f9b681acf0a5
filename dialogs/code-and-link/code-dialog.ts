import type { ChannelCapabilities } from '../../src/domain/channel';
import { readCode } from '../../src/domain/reading/read-code';
import { Sensitive } from '../../src/domain/sensitive';
import type { OneTimeCode } from '../../src/domain/recovery/one-time-code';
import type { RecoveryStage } from '../../src/ports/recovery/recovery-store';
import type { ChatRecovery } from '../../src/recovery/recovery';
import { chatOf, type BotMessage } from '../chat';
import { ComponentDialog, type WaterfallStepContext } from '../framework';
import { isMailStage, hasNoMailsLeft, MAIL_CHOICES, mailStatusMessage } from './mail-messages';
import { commandOf, handleMailReply, readMailReply, type MailReplyReader } from './mail-replies';
import { isSecretLive, stayWith, type MailRequestResult, type OfferedMailCommand } from './mail-requests';
import type { Transition, OngoingRecovery } from '../transition';
import { isStageUnreported, transitionFor, rememberReportedStage } from '../recovery-progress';
import { ask, MessagePrompt } from '../messages/message-prompt';
import { lockoutMessage } from '../messages/retry-messages';
import { NamedWaterfall } from '../dialog-tree';

interface Options {
  readonly recovery: OngoingRecovery;
  readonly remark?: BotMessage;
  /** The command that the last message offered. */
  readonly offered?: OfferedMailCommand;
}
type Step = WaterfallStepContext<Options>;

export interface CodeDialogOptions {
  readonly recovery: ChatRecovery;
  readonly readReply: MailReplyReader;
  readonly codeLength: number;
}

/** Asks for the code until it is verified or the recovery ends. Reads the recovery's stage in each turn instead of remembering it. */
export class CodeDialog extends ComponentDialog<Options> {
  static readonly id = 'code';

  constructor(private readonly options: CodeDialogOptions) {
    super(CodeDialog.id);
    this.addDialog(new MessagePrompt('answer'));
    this.addDialog(new NamedWaterfall<Options>('steps', [this.askCode, this.handleAnswer]));
    this.initialDialogId = 'steps';
  }

  private readonly askCode = async (step: Step) => {
    const { recovery, remark } = step.options;
    const view = await this.options.recovery.view(recovery.id);
    if (!view || !isMailStage(view.stage, 'code')) return step.endDialog(transitionFor(view, recovery));
    const shownRemark = hasNoMailsLeft(view.stage) ? undefined : remark;
    const { channel, session } = chatOf(step.context);
    rememberReportedStage(session, view.stage, shownRemark);
    return ask(
      step,
      this.withCodeField(view.stage, shownRemark ?? mailStatusMessage(view, view.stage, channel), channel),
    );
  };

  private readonly handleAnswer = async (step: Step) => {
    const { recovery } = step.options;
    const text = String(step.result);
    const code = readCode(text, this.options.codeLength);

    const result = code ? await this.verify(step, code) : await this.handleText(step, text);
    return result.kind === 'leave'
      ? step.endDialog(result.transition)
      : step.replaceDialog('steps', { recovery, remark: result.remark, offered: result.offered });
  };

  private async handleText(step: Step, text: string): Promise<MailRequestResult> {
    const { offered, recovery } = step.options;
    const { session } = chatOf(step.context);
    const view = await this.options.recovery.view(recovery.id);
    const reply = readMailReply(this.options.readReply(text), offered, { mail: 'code', view });
    if (isStageUnreported(session, view, commandOf(reply))) return { kind: 'stay' };
    if (reply.kind === 'declined') return { kind: 'stay' };
    const result = await handleMailReply(
      this.options.recovery,
      { mail: 'code', recovery, view, locale: session.locale },
      reply,
    );
    if (result || !isSecretLive(view)) return result ?? { kind: 'stay' };
    const { codeLength } = this.options;
    return stayWith({ key: 'code.not-a-code', values: { length: codeLength }, choices: MAIL_CHOICES });
  }

  /** While a code is valid, every message expects it, and has a field for it on channels with cards. */
  private withCodeField({ kind }: RecoveryStage, message: BotMessage, { cards }: ChannelCapabilities): BotMessage {
    if (kind !== 'live') return message;
    const { codeLength: length } = this.options;
    return { ...message, expects: 'code', ...(cards === 'adaptive' && { card: { kind: 'code', length } }) };
  }

  private async verify(step: Step, code: OneTimeCode): Promise<MailRequestResult> {
    const { recovery } = step.options;
    const chat = chatOf(step.context);
    await chat.typing();
    const verdict = await this.options.recovery.verifyCode(recovery.id, new Sensitive(code), chat.session.locale);
    switch (verdict.kind) {
      case 'verified':
        await this.options.recovery.awaitMail(recovery.id, 'link');
        return leave({ to: 'link', recovery });
      case 'mismatch':
        return stayWith({
          key: 'code.mismatch',
          values: { attemptsLeft: verdict.attemptsLeft },
          choices: MAIL_CHOICES,
        });
      case 'exhausted':
        return stayWith({ key: 'code.exhausted', choices: ['resend', 'no-mailbox-access', 'cancel'], countdown: null });
      case 'expired':
        return { kind: 'stay' };
      case 'locked-out':
        // A disavowal has ended the recovery as well.
        return verdict.cause === 'disavowed'
          ? leave({ to: 'menu', remark: lockoutMessage(verdict) })
          : stayWith(lockoutMessage(verdict));
      case 'void':
        return leave({ to: 'menu', remark: { key: 'recovery.void' } });
    }
  }
}

const leave = (transition: Transition): MailRequestResult => ({ kind: 'leave', transition });
