import type { ChannelCapabilities } from '../../src/domain/channel';
import { readCode } from '../../src/domain/reading/read-code';
import { Sensitive } from '../../src/domain/sensitive';
import type { OneTimeCode } from '../../src/domain/recovery/one-time-code';
import type { RecoveryStage } from '../../src/ports/recovery/recovery-store';
import type { ChatRecovery } from '../../src/recovery/recovery';
import { chatOf, type BotMessage } from '../chat';
import type { CommandReader } from '../input/commands';
import { ComponentDialog, type WaterfallStepContext } from '../framework';
import { isMailStage, hasNoMailsLeft, MAIL_CHOICES, mailStatusMessage } from './mail-messages';
import { handleMailRequest, isSecretLive, lockoutMessage, stayWith, type MailRequestResult } from './mail-requests';
import type { Transition, OngoingRecovery } from '../transition';
import { isStageUnreported, transitionFor, rememberReportedStage } from '../recovery-progress';
import { ask, MessagePrompt } from '../messages/message-prompt';
import { NamedWaterfall } from '../dialog-tree';

interface Options {
  readonly recovery: OngoingRecovery;
  readonly remark?: BotMessage;
}
type Step = WaterfallStepContext<Options>;

export interface CodeDialogOptions {
  readonly recovery: ChatRecovery;
  readonly readMailCommand: CommandReader;
  readonly codeLength: number;
}

/** Asks for the code until it is right, or leads on. What it says follows the recovery itself, not what it remembers. */
export class CodeDialog extends ComponentDialog<Options> {
  static readonly id = 'code';

  constructor(private readonly options: CodeDialogOptions) {
    super(CodeDialog.id);
    this.addDialog(new MessagePrompt('answer'));
    this.addDialog(new NamedWaterfall<Options>('steps', [this.askCode, this.hearCode]));
    this.initialDialogId = 'steps';
  }

  private readonly askCode = async (step: Step) => {
    const { recovery, remark } = step.options;
    const view = await this.options.recovery.view(recovery.id);
    if (!view || !isMailStage(view.stage, 'code')) return step.endDialog(transitionFor(view, recovery));
    const said = hasNoMailsLeft(view.stage) ? undefined : remark;
    const { channel, session } = chatOf(step.context);
    rememberReportedStage(session, view.stage, said);
    return ask(step, this.asking(view.stage, said ?? mailStatusMessage(view, view.stage, channel), channel));
  };

  private readonly hearCode = async (step: Step) => {
    const { recovery } = step.options;
    const text = String(step.result);
    const code = readCode(text, this.options.codeLength);

    const requested = code ? await this.verify(step, code) : await this.hearWords(step, text);
    return requested.kind === 'go'
      ? step.endDialog(requested.next)
      : step.replaceDialog('steps', { recovery, remark: requested.remark });
  };

  private async hearWords(step: Step, text: string): Promise<MailRequestResult> {
    const { recovery } = step.options;
    const command = this.options.readMailCommand(text);
    const view = await this.options.recovery.view(recovery.id);
    if (isStageUnreported(chatOf(step.context).session, view, command)) return { kind: 'stay' };
    const requested = await handleMailRequest(this.options.recovery, { mail: 'code', recovery, view }, command);
    if (requested || !isSecretLive(view)) return requested ?? { kind: 'stay' };
    const { codeLength } = this.options;
    return stayWith({ key: 'code.not-a-code', values: { length: codeLength }, choices: MAIL_CHOICES });
  }

  /** While a code is alive it is what every line asks for. */
  private asking({ kind }: RecoveryStage, line: BotMessage, { cards }: ChannelCapabilities): BotMessage {
    if (kind !== 'live') return line;
    const { codeLength: length } = this.options;
    return { ...line, expects: 'code', ...(cards === 'adaptive' && { card: { kind: 'code', length } }) };
  }

  private async verify(step: Step, code: OneTimeCode): Promise<MailRequestResult> {
    const { recovery } = step.options;
    await chatOf(step.context).typing();
    const verdict = await this.options.recovery.verifyCode(recovery.id, new Sensitive(code));
    switch (verdict.kind) {
      case 'verified':
        await this.options.recovery.awaitMail(recovery.id, 'link');
        return go({ go: 'link', recovery });
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
        // Whoever disavowed it has ended it, too: there is nothing to stay for.
        return verdict.cause === 'disavowed'
          ? go({ go: 'menu', remark: lockoutMessage(verdict) })
          : stayWith(lockoutMessage(verdict));
      case 'void':
        return go({ go: 'menu', remark: { key: 'recovery.void' } });
    }
  }
}

const go = (next: Transition): MailRequestResult => ({ kind: 'go', next });
