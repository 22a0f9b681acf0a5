import type { ChatRecovery } from '../src/recovery/recovery';
import type { Line } from './chat';
import type { ReadCommand } from './commands';
import { ComponentDialog, WaterfallDialog, type WaterfallStepContext } from './framework';
import { isAbout, mailLine } from './mail-lines';
import { hearMailRequest } from './mail-requests';
import { placeOf } from './news';
import type { Ongoing } from './next';
import { ask, LinePrompt } from './prompts';

interface Options {
  readonly recovery: Ongoing;
  readonly remark?: Line;
}
type Step = WaterfallStepContext<Options>;

export interface LinkDialogOptions {
  readonly recovery: ChatRecovery;
  readonly readCommand: ReadCommand;
}

/** The link is in the mailbox: stays at hand until the key is set, and sends the link once more when asked. */
export class LinkDialog extends ComponentDialog<Options> {
  static readonly id = 'link';

  constructor(private readonly options: LinkDialogOptions) {
    super(LinkDialog.id);
    this.addDialog(new LinePrompt('answer'));
    this.addDialog(new WaterfallDialog<Options>('steps', [this.wait, this.hear]));
    this.initialDialogId = 'steps';
  }

  private readonly wait = async (step: Step) => {
    const { recovery, remark } = step.options;
    const view = await this.options.recovery.view(recovery.id);
    if (view && isAbout(view.stage, 'link')) return ask(step, remark ?? mailLine(view, view.stage));
    if (view?.stage.kind === 'opened') return ask(step, { key: 'link.opened', choices: ['cancel'] });
    return step.endDialog(placeOf(view, recovery));
  };

  private readonly hear = async (step: Step) => {
    const { recovery } = step.options;
    const command = this.options.readCommand(String(step.result));
    const requested = await hearMailRequest(this.options.recovery, { mail: 'link', recovery }, command);
    return requested?.kind === 'go'
      ? step.endDialog(requested.next)
      : step.replaceDialog('steps', { recovery, remark: requested?.remark });
  };
}
