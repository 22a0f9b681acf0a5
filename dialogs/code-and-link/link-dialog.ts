import type { ChannelCapabilities } from '../../src/domain/channel';
import type { RecoveryStage } from '../../src/domain/recovery/stage';
import type { RecoveryView } from '../../src/recovery/recovery';
import { chatOf, type BotMessage, type Chat } from '../chat';
import { ComponentDialog, type WaterfallStepContext } from '../framework';
import { isMailStage, mailStatusMessage, reminderMessage } from './mail-messages';
import { respondWhileAwaitingMail, type MailConversationOptions } from './mail-conversation';
import type { MailRequest, MailRequestResult } from './mail-requests';
import { saidOf, type Said } from '../input/said';
import { isStageUnreported, transitionFor, rememberReportedStage } from '../recovery-progress';
import type { OngoingRecovery } from '../transition';
import { ask, MessagePrompt } from '../messages/message-prompt';
import { NamedWaterfall } from '../dialog-tree';

interface Options {
  readonly recovery: OngoingRecovery;
  readonly remark?: BotMessage | undefined;
}
type Step = WaterfallStepContext<Options>;

/** Waits until the person has opened the link and set the key. Requests another link when the person asks for it. */
export class LinkDialog extends ComponentDialog<Options> {
  static readonly id = 'link';

  constructor(private readonly options: MailConversationOptions) {
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
    return ask(step, remark ?? message, { retry: reminderMessage(view) ?? message });
  };

  private readonly handleAnswer = async (step: Step) => {
    const { recovery } = step.options;
    const said = saidOf(step.context);
    const chat = chatOf(step.context);
    const { session } = chat;
    const view = await this.options.recovery.view(recovery.id);
    if (isStageUnreported(session, view, said.command)) return step.replaceDialog('steps', { recovery });
    const request = { mail: 'link', recovery, view, session, isConfirmed: said.isConfirmed } as const;
    const result = await this.respond(request, chat, said);
    return result.kind === 'leave'
      ? step.endDialog(result.transition)
      : step.replaceDialog('steps', { recovery, remark: result.remark });
  };

  /** While the page is open, a request for another link is only answered, because a new link would close the page. */
  private async respond(request: MailRequest, chat: Chat, said: Said): Promise<MailRequestResult> {
    const { view } = request;
    if (view?.stage.kind === 'opened' && said.command === 'resend') {
      return { kind: 'stay', remark: { ...openedMessage(view.stage, chat.channel), key: 'link.opened.resend' } };
    }
    return respondWhileAwaitingMail(this.options, request, { chat, said });
  }
}

/** Describes the stage while a link is awaited or its page is open. Returns `undefined` in all other stages. */
function statusMessage(view: RecoveryView, channel: ChannelCapabilities): BotMessage | undefined {
  const { stage } = view;
  if (stage.kind === 'opened') return openedMessage(stage, channel);
  return isMailStage(stage, 'link') ? mailStatusMessage(view, stage, channel) : undefined;
}

const openedMessage = (
  { endsAt }: Extract<RecoveryStage, { kind: 'opened' }>,
  { notifications }: ChannelCapabilities,
): BotMessage => ({
  key: 'link.opened',
  values: { notifications },
  choices: ['cancel'],
  countdown: { of: 'page', endsAt },
});
