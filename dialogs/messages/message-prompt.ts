import type { ClaimFormValues } from './card';
import { chatOf, type BotMessage } from '../chat';
import {
  Prompt,
  type DialogTurnResult,
  type PromptOptions,
  type PromptRecognizerResult,
  type TurnContext,
  type WaterfallStepContext,
} from '../framework';

/** What comes back: text, or a form for the claim. */
export type PromptAnswer = string | ClaimFormValues;

/**
 * Says a line and hands on whatever comes back: what it means is decided by the step that asked.
 *
 * The framework's text prompt keeps its question as finished words; this one keeps the key, so that asking again after a
 * change of language asks in the new one.
 */
export class MessagePrompt extends Prompt<PromptAnswer> {
  // The framework's own is protected, so this one is not useless.
  // eslint-disable-next-line @typescript-eslint/no-useless-constructor
  constructor(id: string) {
    super(id);
  }

  protected override async onPrompt(...given: OnPrompt): Promise<void> {
    const [context, state, options] = given;
    const { again, line } = options.validations as Asked;
    const chat = chatOf(context);
    const isSaid = state['isSaid'] === true;
    // Whatever form stood here before belongs to another question. Put once more, the question keeps its own: it may be half filled in.
    if (!isSaid) chat.session.form = undefined;
    await chat.send(isSaid ? again : line);
    state['isSaid'] = true;
  }

  protected override onRecognize(context: TurnContext): Promise<PromptRecognizerResult<PromptAnswer>> {
    const value = chatOf(context).submission?.entry ?? context.activity.text.trim();
    return Promise.resolve({ succeeded: value !== '', value });
  }
}

type OnPrompt = [context: TurnContext, state: Record<string, unknown>, options: PromptOptions];

/** The framework keeps it with the prompt, in the slot it leaves for whoever asks. */
interface Asked {
  readonly line: BotMessage;
  readonly again: BotMessage;
}

/** Asks `line`, or `again` when it must be put once more; the next step finds the answer's text in `step.result`. */
export const ask = <O extends object>(
  step: WaterfallStepContext<O>,
  line: BotMessage,
  again = line,
): Promise<DialogTurnResult> => step.prompt('answer', { validations: { line, again } satisfies Asked });
