import type { ChatRecovery } from '../../src/recovery/recovery';
import type { ClaimField } from '../../src/domain/reading/field-labels';
import { chatOf, type BotMessage } from '../chat';
import type { DraftUpdate } from './claim-answers';
import {
  branchQuestion,
  documentQuestion,
  mismatchMessage,
  remarkOrSummary,
  repeatQuestion,
  rucQuestion,
} from './claim-messages';
import type { ClaimResult } from './claim-commands';
import type { ClaimInterpreter } from './claim-interpreter';
import { completeClaim, type ClaimDraft } from './draft';
import { ComponentDialog, type WaterfallStepContext } from '../framework';
import { rateLimitMessage } from '../limited-line';
import { lockoutMessage } from '../code-and-link/mail-requests';
import type { Transition } from '../transition';
import { ask, MessagePrompt, type PromptAnswer } from '../messages/message-prompt';
import { NamedWaterfall } from '../dialog-tree';

interface Options {
  readonly draft: ClaimDraft;
  /** Said in place of the next question: why it is put again. */
  readonly remark?: BotMessage;
}
type Step = WaterfallStepContext<Options>;

export interface RecoveryDialogOptions {
  readonly recovery: ChatRecovery;
  readonly interpreter: ClaimInterpreter;
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
    this.addDialog(new MessagePrompt('answer'));
    this.addDialog(
      new NamedWaterfall<Options>('steps', [this.askDocument, this.askRuc, this.askBranch, this.review, this.lookUp]),
    );
    this.initialDialogId = 'steps';
  }

  private readonly askDocument = (step: Step) => {
    const { draft, remark } = step.options;
    return draft.document
      ? step.next()
      : ask(step, repeatQuestion(remark, documentQuestion(draft, chatOf(step.context).channel)));
  };

  private readonly askRuc = (step: Step) => {
    const { draft, remark } = step.options;
    if (isAnswered(step)) return this.hear(step, 'document');
    return draft.ruc ? step.next() : ask(step, repeatQuestion(remark, rucQuestion(draft)));
  };

  private readonly askBranch = (step: Step) => {
    const { draft, remark } = step.options;
    if (isAnswered(step)) return this.hear(step, 'ruc');
    return draft.branch ? step.next() : ask(step, repeatQuestion(remark, branchQuestion));
  };

  private readonly review = (step: Step) => {
    const { draft, remark } = step.options;
    if (isAnswered(step)) return this.hear(step, 'branch');
    return ask(step, remarkOrSummary(remark, draft));
  };

  private readonly lookUp = async (step: Step) => {
    const { draft, remark } = step.options;
    const answer = step.result as PromptAnswer;
    const { interpreter } = this.options;
    const told =
      typeof answer === 'string'
        ? interpreter.interpretReview(draft, answer, remark)
        : interpreter.interpretForm(draft, answer);
    const claim = completeClaim(draft);
    if (told.kind !== 'confirmed' || claim === undefined) return this.follow(step, told);

    const chat = chatOf(step.context);
    await chat.typing();
    const { channel, account, replyTo, session } = chat;
    const outcome = await this.options.recovery.begin(claim, { locale: session.locale, replyTo, account });
    switch (outcome.kind) {
      case 'begun':
        await this.options.recovery.awaitMail(outcome.recovery, 'code');
        return step.endDialog({ go: 'code', recovery: { id: outcome.recovery, draft } } satisfies Transition);
      case 'mismatch':
        return this.again(step, { draft, remark: mismatchMessage(draft, channel) });
      case 'ineligible':
        return step.endDialog({ go: 'in-person', reason: outcome.cause } satisfies Transition);
      case 'failed-often':
        return step.endDialog({ go: 'in-person', reason: outcome.kind, until: outcome.until } satisfies Transition);
      case 'rate-limited':
        return this.again(step, { draft, remark: rateLimitMessage(outcome) });
      case 'locked-out':
        return this.again(step, { draft, remark: lockoutMessage(outcome) });
    }
  };

  private hear(step: Step, asked: ClaimField) {
    const { draft } = step.options;
    const answer = step.result as PromptAnswer;
    const { interpreter } = this.options;
    return this.follow(
      step,
      typeof answer === 'string'
        ? interpreter.interpretAnswer(draft, asked, answer)
        : interpreter.interpretForm(draft, answer),
    );
  }

  private follow(step: Step, told: ClaimResult) {
    switch (told.kind) {
      case 'go':
        return step.endDialog(told.next);
      case 'again':
        return this.again(step, told.heard);
      case 'confirmed':
        return this.again(step, { draft: step.options.draft });
    }
  }

  private again(step: Step, heard: DraftUpdate) {
    return step.replaceDialog('steps', heard);
  }
}

const isAnswered = (step: Step): boolean => step.result !== undefined;
