import type { ChatRecovery } from '../src/recovery/recovery';
import type { Field } from '../src/domain/reading/field-labels';
import { chatOf, type Line } from './chat';
import type { Heard } from './claim-answers';
import { branchLine, documentLine, mismatchLine, overSummary, putAgain, rucLine } from './claim-lines';
import type { Told } from './claim-commands';
import type { ClaimListener } from './claim-listener';
import { completeClaim, type Draft } from './draft';
import { ComponentDialog, type WaterfallStepContext } from './framework';
import { limitedLine } from './limited-line';
import { pausedLine } from './mail-requests';
import type { Next } from './next';
import { ask, LinePrompt, type Answer } from './prompts';
import { NamedWaterfall } from './step-names';

interface Options {
  readonly draft: Draft;
  /** Said in place of the next question: why it is put again. */
  readonly remark?: Line;
}
type Step = WaterfallStepContext<Options>;

export interface RecoveryDialogOptions {
  readonly recovery: ChatRecovery;
  readonly listener: ClaimListener;
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
      new NamedWaterfall<Options>('steps', [this.askDocument, this.askRuc, this.askBranch, this.review, this.lookUp]),
    );
    this.initialDialogId = 'steps';
  }

  private readonly askDocument = (step: Step) => {
    const { draft, remark } = step.options;
    return draft.document
      ? step.next()
      : ask(step, putAgain(remark, documentLine(draft, chatOf(step.context).channel)));
  };

  private readonly askRuc = (step: Step) => {
    const { draft, remark } = step.options;
    if (isAnswered(step)) return this.hear(step, 'document');
    return draft.ruc ? step.next() : ask(step, putAgain(remark, rucLine(draft)));
  };

  private readonly askBranch = (step: Step) => {
    const { draft, remark } = step.options;
    if (isAnswered(step)) return this.hear(step, 'ruc');
    return draft.branch ? step.next() : ask(step, putAgain(remark, branchLine));
  };

  private readonly review = (step: Step) => {
    const { draft, remark } = step.options;
    if (isAnswered(step)) return this.hear(step, 'branch');
    return ask(step, overSummary(remark, draft));
  };

  private readonly lookUp = async (step: Step) => {
    const { draft, remark } = step.options;
    const answer = step.result as Answer;
    const { listener } = this.options;
    const told = typeof answer === 'string' ? listener.review(draft, answer, remark) : listener.form(draft, answer);
    const claim = completeClaim(draft);
    if (told.kind !== 'confirmed' || claim === undefined) return this.follow(step, told);

    const chat = chatOf(step.context);
    await chat.typing();
    const { channel, origin, replyTo, session } = chat;
    const outcome = await this.options.recovery.begin(claim, { locale: session.locale, replyTo, origin });
    switch (outcome.kind) {
      case 'begun':
        await this.options.recovery.awaitMail(outcome.recovery, 'code');
        return step.endDialog({ go: 'code', recovery: { id: outcome.recovery, draft } } satisfies Next);
      case 'mismatch':
        return this.again(step, { draft, remark: mismatchLine(draft, channel) });
      case 'ineligible':
        return step.endDialog({ go: 'in-person', reason: outcome.cause } satisfies Next);
      case 'failed-often':
        return step.endDialog({ go: 'in-person', reason: outcome.kind, until: outcome.until } satisfies Next);
      case 'limited':
        return this.again(step, { draft, remark: limitedLine(outcome) });
      case 'paused':
        return this.again(step, { draft, remark: pausedLine(outcome) });
    }
  };

  private hear(step: Step, asked: Field) {
    const { draft } = step.options;
    const answer = step.result as Answer;
    const { listener } = this.options;
    return this.follow(
      step,
      typeof answer === 'string' ? listener.answer(draft, asked, answer) : listener.form(draft, answer),
    );
  }

  private follow(step: Step, told: Told) {
    switch (told.kind) {
      case 'go':
        return step.endDialog(told.next);
      case 'again':
        return this.again(step, told.heard);
      case 'confirmed':
        return this.again(step, { draft: step.options.draft });
    }
  }

  private again(step: Step, heard: Heard) {
    return step.replaceDialog('steps', heard);
  }
}

const isAnswered = (step: Step): boolean => step.result !== undefined;
