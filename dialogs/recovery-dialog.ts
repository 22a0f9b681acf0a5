import type { ChatRecovery } from '../src/recovery/recovery';
import { dayAndTime } from '../src/domain/time';
import type { Field } from '../src/domain/reading/field-labels';
import { chatOf, type Line } from './chat';
import { hearAnswer, hearClaimCommand, hearCorrection, without, type Heard } from './claim-answers';
import { branchLine, documentLine, mismatchLine, rucLine, summaryLine, whichLine } from './claim-lines';
import type { ReadCommand } from './commands';
import { completeClaim, type Draft } from './draft';
import { ComponentDialog, WaterfallDialog, type WaterfallStepContext } from './framework';
import type { Next } from './next';
import { ask, LinePrompt } from './prompts';

interface Options {
  readonly draft: Draft;
  /** Said in place of the next question: why it is put again. */
  readonly remark?: Line;
}
type Step = WaterfallStepContext<Options>;

export interface RecoveryDialogOptions {
  readonly recovery: ChatRecovery;
  readonly readCommand: ReadCommand;
  readonly foreignerPattern: RegExp;
}

/**
 * Who are you, whom do you work for, is it all right? Then a code is on its way.
 *
 * Each answer starts the waterfall over with what is known by then, and known answers fall through: that is how one message may
 * carry everything, and how one answer is corrected without asking the others again. Ends with where to go next.
 */
export class RecoveryDialog extends ComponentDialog<Options> {
  static readonly id = 'recovery';

  constructor(private readonly options: RecoveryDialogOptions) {
    super(RecoveryDialog.id);
    this.addDialog(new LinePrompt('answer'));
    this.addDialog(
      new WaterfallDialog<Options>('steps', [this.askDocument, this.askRuc, this.askBranch, this.review, this.lookUp]),
    );
    this.initialDialogId = 'steps';
  }

  private readonly askDocument = (step: Step) => {
    const { draft, remark } = step.options;
    return draft.document ? step.next() : ask(step, remark ?? documentLine(draft));
  };

  private readonly askRuc = (step: Step) => {
    const { draft, remark } = step.options;
    if (isAnswered(step)) return this.hear(step, 'document');
    return draft.ruc ? step.next() : ask(step, remark ?? rucLine(draft));
  };

  private readonly askBranch = (step: Step) => {
    const { draft, remark } = step.options;
    if (isAnswered(step)) return this.hear(step, 'ruc');
    return draft.branch ? step.next() : ask(step, remark ?? branchLine);
  };

  private readonly review = (step: Step) => {
    const { draft, remark } = step.options;
    if (isAnswered(step)) return this.hear(step, 'branch');
    return ask(step, remark ?? summaryLine(draft));
  };

  private readonly lookUp = async (step: Step) => {
    const { draft } = step.options;
    const claim = completeClaim(draft);
    const text = String(step.result);
    if (claim === undefined || this.options.readCommand(text) !== 'yes') return this.hearReview(step, text);

    const chat = chatOf(step.context);
    await chat.typing();
    const outcome = await this.options.recovery.begin(claim, { locale: chat.session.locale, replyTo: chat.replyTo });
    switch (outcome.kind) {
      case 'begun':
        await this.options.recovery.awaitMail(outcome.recovery, 'code');
        return this.leave(step, { go: 'code', recovery: { id: outcome.recovery, draft } });
      case 'mismatch':
        return this.again(step, { draft, remark: mismatchLine(draft) });
      case 'ineligible':
        return this.leave(step, { go: 'in-person', reason: outcome.cause });
      case 'paused':
        return this.leave(step, {
          go: 'menu',
          remark: { key: 'target.paused', values: { time: dayAndTime(outcome.until) } },
        });
    }
  };

  private hear(step: Step, asked: Field) {
    const { draft } = step.options;
    const text = String(step.result);
    const command = this.options.readCommand(text);
    if (command === 'back')
      return asked === 'document' ? this.leave(step, { go: 'menu' }) : this.again(step, stepBack(draft, asked));
    if (command === 'correct' || command === 'no') return this.again(step, { draft, remark: whichLine(draft) });
    if (command === 'no-mailbox-access') return this.leave(step, { go: 'in-person', reason: 'unreachable-mailbox' });
    const { foreignerPattern } = this.options;
    return this.again(step, hearClaimCommand(draft, command) ?? hearAnswer(draft, { asked, text, foreignerPattern }));
  }

  private hearReview(step: Step, text: string) {
    const { draft } = step.options;
    const command = this.options.readCommand(text);
    if (command === 'back')
      return this.again(step, { draft: without(draft, draft.employer === 'domestic' ? 'ruc' : 'branch') });
    if (command === 'correct' || command === 'no') return this.again(step, { draft, remark: whichLine(draft) });
    if (command === 'no-mailbox-access') return this.leave(step, { go: 'in-person', reason: 'unreachable-mailbox' });
    const { foreignerPattern } = this.options;
    const heard = hearClaimCommand(draft, command) ?? hearCorrection(draft, { text, foreignerPattern });
    return this.again(step, heard ?? { draft, remark: { ...summaryLine(draft), key: 'claim.review.not-understood' } });
  }

  private again(step: Step, heard: Heard) {
    return step.replaceDialog('steps', heard);
  }

  private leave(step: Step, next: Next) {
    return step.endDialog(next);
  }
}

const isAnswered = (step: Step): boolean => step.result !== undefined;

/** Takes back the answer before `asked`. */
function stepBack(draft: Draft, asked: Field): Heard {
  switch (asked) {
    case 'document':
    case 'ruc':
      return { draft: without(draft, 'document') };
    case 'branch':
      return { draft: without(draft, 'ruc') };
  }
}
