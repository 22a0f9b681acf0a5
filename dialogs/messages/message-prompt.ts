import type { ClaimFormValues } from './card';
import { chatOf, type BotMessage, type Choice } from '../chat';
import type { ListedChoice } from '../input/commands';
import { wayBack } from '../input/language';
import {
  Prompt,
  type DialogTurnResult,
  type PromptOptions,
  type PromptRecognizerResult,
  type TurnContext,
  type WaterfallStepContext,
} from '../framework';

/** Result of the prompt: text, or the values of a claim form. */
export type PromptAnswer = string | ClaimFormValues;

/**
 * Sends a message and returns any reply; the step that prompted interprets it.
 *
 * The framework's text prompt stores its question as translated text. This one stores the locale key, so that a reprompt after a change
 * of language uses the new one.
 */
export class MessagePrompt extends Prompt<PromptAnswer> {
  // The inherited constructor is protected, so this one is not useless.
  // eslint-disable-next-line @typescript-eslint/no-useless-constructor
  constructor(id: string) {
    super(id);
  }

  protected override async onPrompt(...args: OnPrompt): Promise<void> {
    const [context, state, options] = args;
    const { keepsCard, message, retry } = options.validations as Messages;
    const chat = chatOf(context);
    const isReprompt = state['isSent'] === true;
    // The card of the former question is stale now. A reprompt keeps its own card, because the person may have filled in a part of it.
    if (!isReprompt && !keepsCard) chat.session.form = undefined;
    const shown = withChoice(isReprompt ? retry : message, wayBack(context));
    chat.session.listed = shown.isListed ? shown.choices?.filter(isListable) : undefined;
    await chat.send(shown);
    state['isSent'] = true;
  }

  protected override onRecognize(context: TurnContext): Promise<PromptRecognizerResult<PromptAnswer>> {
    const value = chatOf(context).submission?.entry ?? context.activity.text.trim();
    return Promise.resolve({ succeeded: value !== '', value });
  }
}

const withChoice = (message: BotMessage, choice: Choice | undefined): BotMessage =>
  choice === undefined ? message : { ...message, choices: [...(message.choices ?? []), choice] };

const isListable = (choice: Choice): choice is ListedChoice => typeof choice === 'string' || 'intent' in choice;

type OnPrompt = [context: TurnContext, state: Record<string, unknown>, options: PromptOptions];

/** Stored in `validations`, the slot of the prompt options that the framework leaves to the caller. */
interface Messages {
  readonly message: BotMessage;
  readonly retry: BotMessage;
  readonly keepsCard: boolean;
}

export interface AskOptions {
  /** Replaces `message` when the question must be repeated. */
  readonly retry?: BotMessage;
  /** The same question stood before, so its card can still be submitted. */
  readonly keepsCard?: boolean | undefined;
}

/** Prompts with `message`. The next step finds the answer in `step.result`. */
export const ask = <O extends object>(
  step: WaterfallStepContext<O>,
  message: BotMessage,
  { keepsCard = false, retry = message }: AskOptions = {},
): Promise<DialogTurnResult> =>
  step.prompt('answer', { validations: { message, retry, keepsCard } satisfies Messages });
