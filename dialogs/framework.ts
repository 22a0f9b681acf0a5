/** The only module in `dialogs` that imports the dialog library. It re-exports under the library's own names and adds no wrapper. */
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
