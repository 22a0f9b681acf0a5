import { formatDocumentLink, type InPersonGuide } from '../src/i18n/in-person-guide';
import { chatOf, type BotMessage } from './chat';
import { retryTime } from './messages/retry-messages';
import { ComponentDialog, type WaterfallStepContext } from './framework';
import type { InPersonExplanation, Transition } from './transition';
import { NamedWaterfall } from './dialog-tree';

type Step = WaterfallStepContext<InPersonExplanation>;

/** Why it cannot be done in the chat, which documents to bring, where to finish, whom to ask. */
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
    await chat.send({ ...whyLine(step.options), countdown: null });
    await chat.send(chat.channel.cards === 'adaptive' ? cardLine(guide) : howLine(guide));
    return step.endDialog({ go: 'menu' } satisfies Transition);
  };
}

const whyLine = (why: InPersonExplanation): BotMessage => ({
  key: `in-person.why.${why.reason}`,
  ...('until' in why && { values: retryTime(why.until) }),
});

type Guide = ReturnType<InPersonGuide>;

const howLine = ({ appointment, documents }: Guide): BotMessage => ({
  key: 'in-person.how',
  values: { documents: documents.map((document) => `- ${formatDocumentLink(document)}`).join('\n'), appointment },
});

/** The list stands on the card; a card that is not shown is replaced by `in-person.how`. */
const cardLine = (guide: Guide): BotMessage => ({
  ...howLine(guide),
  key: 'in-person.card',
  card: { kind: 'in-person', ...guide },
});
