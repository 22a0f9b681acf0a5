import type { ChatRecovery } from '../../src/recovery/recovery';
import type { ClaimField } from '../../src/domain/reading/field-labels';
import type { Situation } from '../answers/situation';
import { chatOf, type BotMessage, type Chat } from '../chat';
import type { DraftUpdate } from './draft-update';
import {
  branchQuestion,
  documentQuestion,
  isConfirmable,
  mismatchMessage,
  remarkOrSummary,
  repeatQuestion,
  rucQuestion,
  summaryMessage,
} from './claim-messages';
import type { ClaimQuestion, ClaimResult, UnreadMessage } from './claim-commands';
import { respondToClaimIntent } from './claim-intents';
import type { ClaimInterpreter } from './claim-interpreter';
import { isOpen, keepAnswer } from './corrections';
import { completeClaim, type ClaimDraft } from './draft';
import { ComponentDialog, type WaterfallStepContext } from '../framework';
import type { Listener } from '../input/listener';
import { offer } from '../input/offers';
import { saidOf } from '../input/said';
import { lockoutMessage, rateLimitMessage } from '../messages/retry-messages';
import type { Transition } from '../transition';
import { ask, MessagePrompt, type PromptAnswer } from '../messages/message-prompt';
import { NamedWaterfall } from '../dialog-tree';

interface Options {
  readonly draft: ClaimDraft;
  /** Replaces the next question, for example by the reason why it is repeated. */
  readonly remark?: BotMessage | undefined;
  /** The same question stood before. */
  readonly isRepeated?: boolean;
}
type Step = WaterfallStepContext<Options>;

export interface RecoveryDialogOptions {
  readonly recovery: ChatRecovery;
  readonly interpreter: ClaimInterpreter;
  readonly listener: Listener;
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
    const { draft, isRepeated, remark } = step.options;
    if (!isOpen(draft, 'document')) return step.next();
    const question = documentQuestion(draft, chatOf(step.context).channel);
    return ask(step, repeatQuestion(remark, question), { retry: question, keepsCard: isRepeated });
  };

  private readonly askRuc = (step: Step) => {
    const { draft, remark } = step.options;
    if (isAnswered(step)) return this.handleAnswer(step, 'document');
    if (!isOpen(draft, 'ruc')) return step.next();
    const question = rucQuestion(draft);
    return ask(step, repeatQuestion(remark, question), { retry: question });
  };

  private readonly askBranch = (step: Step) => {
    const { draft, remark } = step.options;
    if (isAnswered(step)) return this.handleAnswer(step, 'ruc');
    if (!isOpen(draft, 'branch')) return step.next();
    return ask(step, repeatQuestion(remark, branchQuestion), { retry: branchQuestion });
  };

  private readonly review = (step: Step) => {
    const { draft, isRepeated, remark } = step.options;
    if (isAnswered(step)) return this.handleAnswer(step, 'branch');
    // After a mismatch, the mismatch is repeated: the summary would offer a "yes" that leads to the same mismatch.
    const question = remark?.key === 'claim.mismatch' ? remark : summaryMessage(draft);
    return ask(step, remarkOrSummary(remark, draft), { retry: question, keepsCard: isRepeated });
  };

  private readonly lookUp = async (step: Step) => {
    const { draft, remark } = step.options;
    const result = this.interpret(step, 'review');
    const claim = completeClaim(draft);
    if (result.kind !== 'confirmed' || claim === undefined) return this.applyResult(step, 'review', result);
    if (!isConfirmable(remark, draft)) return this.restart(step, { draft });

    const chat = chatOf(step.context);
    await chat.typing();
    const { channel, account, replyTo, session } = chat;
    const outcome = await this.options.recovery.begin(claim, { locale: session.locale, replyTo, account });
    switch (outcome.kind) {
      case 'begun':
        session.keptDraft = undefined;
        await this.options.recovery.awaitMail(outcome.recovery, 'code');
        return step.endDialog({ to: 'code', recovery: { id: outcome.recovery, draft } } satisfies Transition);
      case 'mismatch':
        return this.restart(step, { draft, remark: mismatchMessage(draft, channel) });
      case 'ineligible':
        return this.leave(step, { to: 'in-person', reason: outcome.cause });
      case 'requester-locked-out':
        return this.leave(step, { to: 'in-person', reason: 'failed-often', until: outcome.until });
      case 'rate-limited':
        return this.restart(step, { draft, remark: rateLimitMessage(outcome) });
      case 'locked-out':
        return this.restart(step, { draft, remark: lockoutMessage(outcome) });
    }
  };

  /** Ends the dialog. The answers are kept, so that "seguir" brings them back. */
  private leave(step: Step, transition: Transition) {
    const { draft } = step.options;
    if (draft.document || draft.ruc) chatOf(step.context).session.keptDraft = keepAnswer(draft);
    return step.endDialog(transition);
  }

  private handleAnswer(step: Step, askedField: ClaimField) {
    return this.applyResult(step, askedField, this.interpret(step, askedField));
  }

  private interpret(step: Step, question: ClaimQuestion): ClaimResult {
    const { draft } = step.options;
    const answer = step.result as PromptAnswer;
    const { interpreter, listener } = this.options;
    if (typeof answer !== 'string') return interpreter.interpretForm(draft, answer);
    const said = saidOf(step.context);
    const chat = chatOf(step.context);
    const isUnread = said.intent ?? (!said.command && listener.disclosesKey(said, situationOf(chat, question, draft)));
    if (isUnread) return { kind: 'unread', draft };
    return question === 'review'
      ? interpreter.interpretReview(draft, said)
      : interpreter.interpretAnswer(draft, question, said);
  }

  private async applyResult(step: Step, question: ClaimQuestion, result: ClaimResult) {
    switch (result.kind) {
      case 'leave':
        return this.leave(step, result.transition);
      case 'again':
        return this.restart(step, await this.listenBeside(step, question, result.update));
      case 'unread':
        return this.restart(step, await this.listen(step, question, result));
      case 'confirmed':
        return this.restart(step, { draft: step.options.draft });
    }
  }

  /** Responds to a sentence without numbers. */
  private async listen(step: Step, question: ClaimQuestion, unread: UnreadMessage): Promise<DraftUpdate> {
    const { listener } = this.options;
    const { draft, guessedBranch } = unread;
    const chat = chatOf(step.context);
    const said = saidOf(step.context);
    const heard = await listener.listen(chat, said, situationOf(chat, question, draft));
    switch (heard.kind) {
      case 'answered':
        return { draft, remark: repeatedMismatch(step), isRepeated: true };
      case 'asked':
      case 'ended':
        return { draft, remark: heard.remark };
      case 'intent':
        return (
          respondToClaimIntent({ draft, guessedBranch, question, session: chat.session }, heard) ?? {
            draft,
            remark: await listener.notUnderstood(chat, said, heard.miss),
          }
        );
    }
  }

  /** Responds to a sentence that stands beside numbers. */
  private async listenBeside(step: Step, question: ClaimQuestion, update: DraftUpdate): Promise<DraftUpdate> {
    const said = saidOf(step.context);
    if (said.command !== undefined || update.remark !== undefined || typeof step.result !== 'string') return update;
    const chat = chatOf(step.context);
    const heard = await this.options.listener.listenBeside(chat, said, situationOf(chat, question, update.draft));
    const isDomestic = heard?.intent === 'domestic' && heard.polarity === 'positive';
    if (!isDomestic || update.draft.ruc !== undefined) return update;
    return { draft: update.draft, remark: offer(chat.session, 'domestic', 'claim.offer.domestic') };
  }

  private restart(step: Step, update: DraftUpdate) {
    return step.replaceDialog('steps', update);
  }
}

/** A mismatch is repeated after an answer, as in `review`. */
const repeatedMismatch = ({ options: { remark } }: Step): BotMessage | undefined =>
  remark?.key === 'claim.mismatch' ? remark : undefined;

const situationOf = ({ channel, session }: Chat, question: ClaimQuestion, draft: ClaimDraft): Situation => ({
  prompt: question === 'document' && draft.documentKind === 'foreigner' ? 'foreigner' : question,
  locale: session.locale,
  channel,
  draft,
});

const isAnswered = (step: Step): boolean => step.result !== undefined;
