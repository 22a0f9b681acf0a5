import { chatOf, type Line } from './chat';
import {
  Prompt,
  type DialogTurnResult,
  type PromptOptions,
  type PromptRecognizerResult,
  type TurnContext,
  type WaterfallStepContext,
} from './framework';

/**
 * Says a line and hands on whatever text comes back: what it means is decided by the step that asked.
 *
 * The framework's text prompt keeps its question as finished words; this one keeps the key, so that asking again after a
 * change of language asks in the new one.
 */
export class LinePrompt extends Prompt<string> {
  // The framework's own is protected, so this one is not useless.
  // eslint-disable-next-line @typescript-eslint/no-useless-constructor
  constructor(id: string) {
    super(id);
  }

  protected override async onPrompt(context: TurnContext, _state: unknown, options: PromptOptions): Promise<void> {
    await chatOf(context).say(options.validations as Line);
  }

  protected override onRecognize(context: TurnContext): Promise<PromptRecognizerResult<string>> {
    const value = context.activity.text.trim();
    return Promise.resolve({ succeeded: value !== '', value });
  }
}

/** Asks `line`; the next step finds the answer's text in `step.result`. */
export const ask = <O extends object>(step: WaterfallStepContext<O>, line: Line): Promise<DialogTurnResult> =>
  step.prompt('answer', { validations: line });
