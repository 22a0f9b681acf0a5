import { readCode } from '../src/domain/reading/read-code';
import { Sensitive } from '../src/domain/sensitive';
import type { OneTimeCode } from '../src/domain/one-time-code';
import type { ChatRecovery } from '../src/recovery/recovery';
import { chatOf, type Line } from './chat';
import type { ReadCommand } from './commands';
import { ComponentDialog, WaterfallDialog, type WaterfallStepContext } from './framework';
import { isAbout, mailLine } from './mail-lines';
import { hearMailRequest, pausedLine, type Requested } from './mail-requests';
import type { Next, Ongoing } from './next';
import { placeOf } from './news';
import { ask, LinePrompt } from './prompts';

interface Options {
  readonly recovery: Ongoing;
  readonly remark?: Line;
}
type Step = WaterfallStepContext<Options>;

export interface CodeDialogOptions {
  readonly recovery: ChatRecovery;
  readonly readCommand: ReadCommand;
  readonly codeLength: number;
}

/** Asks for the code until it is right, or leads on. What it says follows the recovery itself, not what it remembers. */
export class CodeDialog extends ComponentDialog<Options> {
  static readonly id = 'code';

  constructor(private readonly options: CodeDialogOptions) {
    super(CodeDialog.id);
    this.addDialog(new LinePrompt('answer'));
    this.addDialog(new WaterfallDialog<Options>('steps', [this.askCode, this.hearCode]));
    this.initialDialogId = 'steps';
  }

  private readonly askCode = async (step: Step) => {
    const { recovery, remark } = step.options;
    const view = await this.options.recovery.view(recovery.id);
    if (view && isAbout(view.stage, 'code')) return ask(step, remark ?? mailLine(view, view.stage));
    return step.endDialog(placeOf(view, recovery));
  };

  private readonly hearCode = async (step: Step) => {
    const { recovery } = step.options;
    const text = String(step.result);
    const command = this.options.readCommand(text);

    const requested =
      (await hearMailRequest(this.options.recovery, { mail: 'code', recovery }, command)) ??
      (await this.verify(step, readCode(text, this.options.codeLength)));
    return requested.kind === 'go'
      ? step.endDialog(requested.next)
      : step.replaceDialog('steps', { recovery, remark: requested.remark });
  };

  private async verify(step: Step, code: OneTimeCode | undefined): Promise<Requested> {
    const { recovery } = step.options;
    if (code === undefined)
      return stay({
        key: 'code.not-a-code',
        values: { length: this.options.codeLength },
        choices: ['resend', 'not-received', 'no-mailbox-access'],
      });

    await chatOf(step.context).typing();
    const verdict = await this.options.recovery.verifyCode(recovery.id, new Sensitive(code));
    switch (verdict.kind) {
      case 'verified':
        await this.options.recovery.awaitMail(recovery.id, 'link');
        return go({ go: 'link', recovery });
      case 'mismatch':
        return stay({
          key: 'code.mismatch',
          values: { attemptsLeft: verdict.attemptsLeft },
          choices: ['resend', 'not-received'],
        });
      case 'exhausted':
        return stay({ key: 'code.exhausted', choices: ['resend', 'no-mailbox-access', 'cancel'] });
      case 'expired':
        return { kind: 'stay' };
      case 'paused':
        return stay(pausedLine(verdict.until));
      case 'void':
        return go({ go: 'menu', remark: { key: 'recovery.void' } });
    }
  }
}

const stay = (remark: Line): Requested => ({ kind: 'stay', remark });
const go = (next: Next): Requested => ({ kind: 'go', next });
