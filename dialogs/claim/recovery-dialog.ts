import type { ChatRecovery } from '../../src/recovery/recovery';
import type { ClaimField } from '../../src/domain/reading/field-labels';
import { chatOf, type BotMessage } from '../chat';
import type { DraftUpdate } from './draft-update';
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
import { lockoutMessage, rateLimitMessage } from '../messages/retry-messages';
import type { Transition } from '../transition';
import { ask, MessagePrompt, type PromptAnswer } from '../messages/message-prompt';
import { NamedWaterfall } from '../dialog-tree';

interface Options {
  readonly draft: ClaimDraft;
  /** Replaces the next question, for example by the reason why it is repeated. */
  readonly remark?: BotMessage;
}
type Step = WaterfallStepContext<Options>;

export interface RecoveryDialogOptions {
  readonly recovery: ChatRecovery;
  readonly interpreter: ClaimInterpreter;
}

/**
 * Asks for ID, RUC and branch, shows the summary, and begins the recovery. Ends with a `Transition`.
 *
 * Each answer restarts the waterfall with the new draft, and steps whose answer is known continue at once. So one message may contain
 * all answers, and one answer can be corrected without repeating the other questions.
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
    if (isAnswered(step)) return this.handleAnswer(step, 'document');
    return draft.ruc ? step.next() : ask(step, repeatQuestion(remark, rucQuestion(draft)));
  };

  private readonly askBranch = (step: Step) => {
    const { draft, remark } = step.options;
    if (isAnswered(step)) return this.handleAnswer(step, 'ruc');
    return draft.branch ? step.next() : ask(step, repeatQuestion(remark, branchQuestion));
  };

  private readonly review = (step: Step) => {
    const { draft, remark } = step.options;
    if (isAnswered(step)) return this.handleAnswer(step, 'branch');
    return ask(step, remarkOrSummary(remark, draft));
  };

  private readonly lookUp = async (step: Step) => {
    const { draft, remark } = step.options;
    const answer = step.result as PromptAnswer;
    const { interpreter } = this.options;
    const result =
      typeof answer === 'string'
        ? interpreter.interpretReview(draft, answer, remark)
        : interpreter.interpretForm(draft, answer);
    const claim = completeClaim(draft);
    if (result.kind !== 'confirmed' || claim === undefined) return this.applyResult(step, result);

    const chat = chatOf(step.context);
    await chat.typing();
    const { channel, account, replyTo, session } = chat;
    const outcome = await this.options.recovery.begin(claim, { locale: session.locale, replyTo, account });
    switch (outcome.kind) {
      case 'begun':
        await this.options.recovery.awaitMail(outcome.recovery, 'code');
        return step.endDialog({ to: 'code', recovery: { id: outcome.recovery, draft } } satisfies Transition);
      case 'mismatch':
        return this.restart(step, { draft, remark: mismatchMessage(draft, channel) });
      case 'ineligible':
        return step.endDialog({ to: 'in-person', reason: outcome.cause } satisfies Transition);
      case 'requester-locked-out':
        return step.endDialog({ to: 'in-person', reason: 'failed-often', until: outcome.until } satisfies Transition);
      case 'rate-limited':
        return this.restart(step, { draft, remark: rateLimitMessage(outcome) });
      case 'locked-out':
        return this.restart(step, { draft, remark: lockoutMessage(outcome) });
    }
  };

  private handleAnswer(step: Step, askedField: ClaimField) {
    const { draft } = step.options;
    const answer = step.result as PromptAnswer;
    const { interpreter } = this.options;
    return this.applyResult(
      step,
      typeof answer === 'string'
        ? interpreter.interpretAnswer(draft, askedField, answer)
        : interpreter.interpretForm(draft, answer),
    );
  }

  private applyResult(step: Step, result: ClaimResult) {
    switch (result.kind) {
      case 'leave':
        return step.endDialog(result.transition);
      case 'again':
        return this.restart(step, result.update);
      case 'confirmed':
        return this.restart(step, { draft: step.options.draft });
    }
  }

  private restart(step: Step, update: DraftUpdate) {
    return step.replaceDialog('steps', update);
  }
}

const isAnswered = (step: Step): boolean => step.result !== undefined;
