/** The only module here that names the dialog library. The names stay the library's own: a seam, not a wrapper. */
export {
  ComponentDialog,
  Dialog,
  DialogContext,
  DialogContextError,
  DialogSet,
  DialogTurnStatus,
  Prompt,
  WaterfallDialog,
} from 'botbuilder-dialogs';
export type {
  DialogState,
  DialogTurnResult,
  PromptOptions,
  PromptRecognizerResult,
  WaterfallStep,
  WaterfallStepContext,
} from 'botbuilder-dialogs';
export type { TurnContext } from 'botbuilder';
