import type { ChannelCapabilities } from '../../src/domain/channel';
import { formatTime, type Instant } from '../../src/domain/time';
import type { ChatRecovery, RecoveryView } from '../../src/recovery/recovery';
import { chatOf, type BotMessage } from '../chat';
import type { Command, CommandReader } from '../input/commands';
import { ComponentDialog, type WaterfallStepContext } from '../framework';
import { isMailStage, MAIL_CHOICES, mailStatusMessage } from './mail-messages';
import { handleMailRequest } from './mail-requests';
import { isStageUnreported, transitionFor, rememberReportedStage } from '../recovery-progress';
import type { OngoingRecovery } from '../transition';
import { ask, MessagePrompt } from '../messages/message-prompt';
import { NamedWaterfall } from '../dialog-tree';

interface Options {
  readonly recovery: OngoingRecovery;
  readonly remark?: BotMessage;
}
type Step = WaterfallStepContext<Options>;

export interface LinkDialogOptions {
  readonly recovery: ChatRecovery;
  readonly readMailCommand: CommandReader;
}

/** The link is in the mailbox: stays at hand until the key is set, and sends the link once more when asked. */
export class LinkDialog extends ComponentDialog<Options> {
  static readonly id = 'link';

  constructor(private readonly options: LinkDialogOptions) {
    super(LinkDialog.id);
    this.addDialog(new MessagePrompt('answer'));
    this.addDialog(new NamedWaterfall<Options>('steps', [this.wait, this.hear]));
    this.initialDialogId = 'steps';
  }

  private readonly wait = async (step: Step) => {
    const { recovery, remark } = step.options;
    const view = await this.options.recovery.view(recovery.id);
    const { channel, session } = chatOf(step.context);
    const line = view && waitingLine(view, channel);
    if (!line) return step.endDialog(transitionFor(view, recovery));
    rememberReportedStage(session, view.stage, remark);
    return ask(step, remark ?? line);
  };

  private readonly hear = async (step: Step) => {
    const { recovery } = step.options;
    const command = this.options.readMailCommand(String(step.result));
    const view = await this.options.recovery.view(recovery.id);
    const { channel, session } = chatOf(step.context);
    if (isStageUnreported(session, view, command)) return step.replaceDialog('steps', { recovery });
    if (view?.stage.kind === 'opened') {
      return step.replaceDialog('steps', { recovery, remark: openedLine(view.stage, channel, command) });
    }
    const requested = await handleMailRequest(this.options.recovery, { mail: 'link', recovery, view }, command);
    return requested?.kind === 'go'
      ? step.endDialog(requested.next)
      : step.replaceDialog('steps', { recovery, remark: requested ? requested.remark : view && reminder(view) });
  };
}

/** What to say while a link is the next step, or its page is open. */
function waitingLine(view: RecoveryView, channel: ChannelCapabilities): BotMessage | undefined {
  const { stage } = view;
  if (stage.kind === 'opened') return openedLine(stage, channel);
  return isMailStage(stage, 'link') ? mailStatusMessage(view, stage, channel) : undefined;
}

/** The page is open: another link would close it under the person's hands, so asking for one does nothing but say so. */
const openedLine = (
  { endsAt }: { readonly endsAt: Instant },
  { notifications }: ChannelCapabilities,
  command?: Command,
): BotMessage => ({
  key: command === 'resend' ? 'link.opened.resend' : 'link.opened',
  values: { time: formatTime(endsAt), notifications },
  choices: ['cancel'],
  countdown: { of: 'page', endsAt },
});

/** The news is told once; afterwards it is enough to say where the link is. */
const reminder = ({ stage }: RecoveryView): BotMessage | undefined =>
  stage.kind === 'live'
    ? {
        key: 'link.reminder',
        values: { time: formatTime(stage.endsAt) },
        choices: MAIL_CHOICES,
        countdown: { of: 'link', endsAt: stage.endsAt },
      }
    : undefined;
