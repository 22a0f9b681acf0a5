import { formatDocumentLink, type InPersonGuide } from '../src/i18n/in-person-guide';
import { chatOf, type BotMessage } from './chat';
import { retryTime } from './messages/retry-messages';
import { ComponentDialog, type WaterfallStepContext } from './framework';
import type { InPersonExplanation, Transition } from './transition';
import { NamedWaterfall } from './dialog-tree';

type Step = WaterfallStepContext<InPersonExplanation>;

/** Explains the in-person procedure: why it is needed, which documents to bring, where to go and how to ask. Then shows the menu. */
export class InPersonDialog extends ComponentDialog<InPersonExplanation> {
  static readonly id = 'in-person';

  constructor(private readonly guide: InPersonGuide) {
    super(InPersonDialog.id);
    this.addDialog(new NamedWaterfall<InPersonExplanation>('steps', [this.explain]));
    this.initialDialogId = 'steps';
  }

  private readonly explain = async (step: Step) => {
    const chat = chatOf(step.context);
    const guide = this.guide(chat.session.locale);
    await chat.send({ ...reasonMessage(step.options), countdown: null });
    await chat.send(chat.channel.cards === 'adaptive' ? cardMessage(guide) : instructionsMessage(guide));
    return step.endDialog({ to: 'menu' } satisfies Transition);
  };
}

const reasonMessage = (explanation: InPersonExplanation): BotMessage => ({
  key: `in-person.reason.${explanation.reason}`,
  ...('until' in explanation && { values: retryTime(explanation.until) }),
});

type Guide = ReturnType<InPersonGuide>;

const instructionsMessage = ({ appointment, documents }: Guide): BotMessage => ({
  key: 'in-person.instructions',
  values: { documents: documents.map((document) => `- ${formatDocumentLink(document)}`).join('\n'), appointment },
});

/** The card contains the list of documents, so the text does not. */
const cardMessage = (guide: Guide): BotMessage => ({
  ...instructionsMessage(guide),
  key: 'in-person.card',
  card: { kind: 'in-person', ...guide },
});
