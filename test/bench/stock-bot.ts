import {
  ActivityHandler,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConversationState,
  MemoryStorage,
  UserState,
  type StatePropertyAccessor,
  type TurnContext,
} from 'botbuilder';
import {
  ComponentDialog,
  runDialog,
  TextPrompt,
  WaterfallDialog,
  type DialogState,
  type WaterfallStepContext,
} from 'botbuilder-dialogs';
import { createServer, plugins } from 'restify';

/** Asks three questions and sends a summary, as in the multi-turn sample of the library. */
class QuestionsDialog extends ComponentDialog {
  constructor() {
    super('questions');
    this.addDialog(new TextPrompt('text'));
    this.addDialog(new WaterfallDialog('steps', [this.askDocument, this.askRuc, this.askBranch, this.summarize]));
    this.initialDialogId = 'steps';
  }

  private readonly askDocument = (step: WaterfallStepContext) => step.prompt('text', 'Digite su cédula.');

  private readonly askRuc = (step: WaterfallStepContext) => {
    storeResult(step, 'document');
    return step.prompt('text', 'Digite el RUC.');
  };

  private readonly askBranch = (step: WaterfallStepContext) => {
    storeResult(step, 'ruc');
    return step.prompt('text', 'Digite la sucursal.');
  };

  private readonly summarize = async (step: WaterfallStepContext) => {
    storeResult(step, 'branch');
    await step.context.sendActivity(Object.values(values(step)).join(' · '));
    return step.endDialog();
  };
}

const values = (step: WaterfallStepContext) => step.values as Record<string, unknown>;

const storeResult = (step: WaterfallStepContext, field: string): void => {
  values(step)[field] = step.result;
};

class DialogBot extends ActivityHandler {
  constructor(
    private readonly conversationState: ConversationState,
    private readonly userState: UserState,
  ) {
    super();
    const dialog = new QuestionsDialog();
    const dialogState: StatePropertyAccessor<DialogState> = conversationState.createProperty('DialogState');
    this.onMessage(async (context, next) => {
      await runDialog(dialog, context, dialogState);
      await next();
    });
  }

  override async run(context: TurnContext): Promise<void> {
    await super.run(context);
    await this.conversationState.saveChanges(context, false);
    await this.userState.saveChanges(context, false);
  }
}

const storage = new MemoryStorage();
const bot = new DialogBot(new ConversationState(storage), new UserState(storage));
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
adapter.onTurnError = async (context, error) => {
  process.stderr.write(`${error.message}\n`);
  await context.sendActivity('The bot encountered an error or bug.');
};

/** Assembled as in the samples of the library. */
const server = createServer();
server.use(plugins.bodyParser());
server.post('/api/messages', async (request, response) => {
  await adapter.process(request, response, (context) => bot.run(context));
});
const port = Number(process.env['PORT']);
server.listen(port, () => {
  process.stdout.write(`http://localhost:${port}/api/messages\n`);
});
