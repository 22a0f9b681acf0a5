import type { ChannelCapabilities } from '../../src/domain/channel';
import { readCode, readIncompleteCode } from '../../src/domain/reading/read-code';
import { Sensitive } from '../../src/domain/sensitive';
import { formatCode, type OneTimeCode } from '../../src/domain/recovery/one-time-code';
import type { RecoveryStage } from '../../src/domain/recovery/stage';
import { chatOf, type BotMessage, type Chat } from '../chat';
import { ComponentDialog, type WaterfallStepContext } from '../framework';
import { isMailStage, hasNoMailsLeft, MAIL_CHOICES, mailStatusMessage, reminderMessage } from './mail-messages';
import { respondBesideCode, respondWhileAwaitingMail, type MailConversationOptions } from './mail-conversation';
import { isSecretLive, stayWith, type MailRequest, type MailRequestResult } from './mail-requests';
import { saidOf, type Said } from '../input/said';
import type { Session } from '../session';
import type { Transition, OngoingRecovery } from '../transition';
import { isStageUnreported, transitionFor, rememberReportedStage } from '../recovery-progress';
import { ask, MessagePrompt } from '../messages/message-prompt';
import { lockoutMessage } from '../messages/retry-messages';
import { NamedWaterfall } from '../dialog-tree';

interface Options {
  readonly recovery: OngoingRecovery;
  readonly remark?: BotMessage | undefined;
  /** The same question stood before. */
  readonly isRepeated?: boolean | undefined;
}
type Step = WaterfallStepContext<Options>;

export interface CodeDialogOptions extends MailConversationOptions {
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
    const { isRepeated, recovery, remark } = step.options;
    const view = await this.options.recovery.view(recovery.id);
    if (!view || !isMailStage(view.stage, 'code')) return step.endDialog(transitionFor(view, recovery));
    const shownRemark = hasNoMailsLeft(view.stage) ? undefined : remark;
    const { channel, session } = chatOf(step.context);
    rememberReportedStage(session, view.stage, shownRemark);
    const message = mailStatusMessage(view, view.stage, channel);
    const withField = (shown: BotMessage) => this.withCodeField(view.stage, shown, channel);
    const retry = withField(reminderMessage(view) ?? message);
    return ask(step, withField(shownRemark ?? message), { retry, keepsCard: isRepeated });
  };

  private readonly handleAnswer = async (step: Step) => {
    const { recovery } = step.options;
    const said = saidOf(step.context);
    const code = this.givenCode(said);
    const result = code ? await this.verify(step, code) : await this.handleText(step, said);
    return result.kind === 'leave'
      ? step.endDialog(result.transition)
      : step.replaceDialog('steps', { recovery, remark: result.remark, isRepeated: result.isRepeated });
  };

  /** Returns the code to be tried: a code that the message gives, or one in doubt to which the person said yes. */
  private givenCode({ command, text, untried }: Said): OneTimeCode | undefined {
    const { codeLength } = this.options;
    const typed = readCode(command === 'yes' ? (untried ?? '') : text, codeLength);
    return typed?.isGiven ? typed.code : undefined;
  }

  private async handleText(step: Step, said: Said): Promise<MailRequestResult> {
    const { recovery } = step.options;
    const chat = chatOf(step.context);
    const { session } = chat;
    const view = await this.options.recovery.view(recovery.id);
    if (isStageUnreported(session, view, said.command)) return { kind: 'stay' };
    const request = { mail: 'code', recovery, view, session, isConfirmed: said.isConfirmed } as const;
    const byDigits = said.command || !isSecretLive(view) ? undefined : await this.handleDigits(request, chat, said);
    return byDigits ?? respondWhileAwaitingMail(this.options, request, { chat, said });
  }

  /** Offers to try a code that the message does not give for sure. Says how many digits an incomplete code has. */
  private async handleDigits(request: MailRequest, chat: Chat, said: Said): Promise<MailRequestResult | undefined> {
    const { codeLength: length } = this.options;
    const typed = readCode(said.text, length);
    if (typed) {
      const response = await respondBesideCode(this.options, request, { chat, said });
      return response ?? offerCode(chat.session, typed.code);
    }
    const digits = readIncompleteCode(said.text, length);
    if (digits === undefined) return undefined;
    const joined = readCode(`${said.untried ?? ''}${digits}`, length);
    if (joined) return offerCode(chat.session, joined.code);
    chat.session.untried = digits;
    return stayWith({ key: 'code.digit-count', values: { seen: digits.length, length }, choices: MAIL_CHOICES });
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

/** Asks whether the code is to be tried. The question says that a wrong code counts as an attempt. */
function offerCode(session: Session, code: OneTimeCode): MailRequestResult {
  session.untried = code;
  return stayWith({ key: 'code.offer.try', values: { code: formatCode(code) }, choices: ['yes', 'no'] });
}

const leave = (transition: Transition): MailRequestResult => ({ kind: 'leave', transition });
