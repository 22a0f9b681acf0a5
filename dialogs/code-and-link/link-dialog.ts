import type { ChannelCapabilities } from '../../src/domain/channel';
import { formatTime, type Instant } from '../../src/domain/time';
import type { ChatRecovery, RecoveryView } from '../../src/recovery/recovery';
import { chatOf, type BotMessage } from '../chat';
import type { Command } from '../input/commands';
import { ComponentDialog, type WaterfallStepContext } from '../framework';
import { isMailStage, MAIL_CHOICES, mailStatusMessage } from './mail-messages';
import { commandOf, handleMailReply, readMailReply, type MailReplyReader } from './mail-replies';
import type { OfferedMailCommand } from './mail-requests';
import { isStageUnreported, transitionFor, rememberReportedStage } from '../recovery-progress';
import type { OngoingRecovery } from '../transition';
import { ask, MessagePrompt } from '../messages/message-prompt';
import { NamedWaterfall } from '../dialog-tree';

interface Options {
  readonly recovery: OngoingRecovery;
  readonly remark?: BotMessage;
  /** The command that the last message offered. */
  readonly offered?: OfferedMailCommand;
}
type Step = WaterfallStepContext<Options>;

export interface LinkDialogOptions {
  readonly recovery: ChatRecovery;
  readonly readReply: MailReplyReader;
}

/** Waits until the person has opened the link and set the key. Requests another link when the person asks for it. */
export class LinkDialog extends ComponentDialog<Options> {
  static readonly id = 'link';

  constructor(private readonly options: LinkDialogOptions) {
    super(LinkDialog.id);
    this.addDialog(new MessagePrompt('answer'));
    this.addDialog(new NamedWaterfall<Options>('steps', [this.wait, this.handleAnswer]));
    this.initialDialogId = 'steps';
  }

  private readonly wait = async (step: Step) => {
    const { recovery, remark } = step.options;
    const view = await this.options.recovery.view(recovery.id);
    const { channel, session } = chatOf(step.context);
    const message = view && statusMessage(view, channel);
    if (!message) return step.endDialog(transitionFor(view, recovery));
    rememberReportedStage(session, view.stage, remark);
    return ask(step, remark ?? message);
  };

  private readonly handleAnswer = async (step: Step) => {
    const { offered, recovery } = step.options;
    const view = await this.options.recovery.view(recovery.id);
    const reply = readMailReply(this.options.readReply(String(step.result)), offered, { mail: 'link', view });
    const command = commandOf(reply);
    const { channel, session } = chatOf(step.context);
    if (isStageUnreported(session, view, command)) return step.replaceDialog('steps', { recovery });
    if (view?.stage.kind === 'opened') {
      return step.replaceDialog('steps', { recovery, remark: openedMessage(view.stage, channel, command) });
    }
    const result = await handleMailReply(
      this.options.recovery,
      { mail: 'link', recovery, view, locale: session.locale },
      reply,
    );
    if (result === undefined) return step.replaceDialog('steps', { recovery, remark: view && reminder(view) });
    return result.kind === 'leave'
      ? step.endDialog(result.transition)
      : step.replaceDialog('steps', { recovery, remark: result.remark, offered: result.offered });
  };
}

/** Describes the stage while a link is awaited or its page is open. Returns `undefined` in all other stages. */
function statusMessage(view: RecoveryView, channel: ChannelCapabilities): BotMessage | undefined {
  const { stage } = view;
  if (stage.kind === 'opened') return openedMessage(stage, channel);
  return isMailStage(stage, 'link') ? mailStatusMessage(view, stage, channel) : undefined;
}

/** While the page is open, a request for another link is only answered, because a new link would close the page. */
const openedMessage = (
  { endsAt }: { readonly endsAt: Instant },
  { notifications }: ChannelCapabilities,
  command?: Command,
): BotMessage => ({
  key: command === 'resend' ? 'link.opened.resend' : 'link.opened',
  values: { time: formatTime(endsAt), notifications },
  choices: ['cancel'],
  countdown: { of: 'page', endsAt },
});

/** Reminds of a live link that was already announced. */
const reminder = ({ stage }: RecoveryView): BotMessage | undefined =>
  stage.kind === 'live'
    ? {
        key: 'link.reminder',
        values: { time: formatTime(stage.endsAt) },
        choices: MAIL_CHOICES,
        countdown: { of: 'link', endsAt: stage.endsAt },
      }
    : undefined;
