import { wordDocument, type InPersonGuide } from '../src/i18n/in-person-guide';
import { chatOf, type Line } from './chat';
import { comeBackAt } from './come-back-at';
import { ComponentDialog, type WaterfallStepContext } from './framework';
import type { InPersonWhy, Next } from './next';
import { NamedWaterfall } from './step-names';

type Step = WaterfallStepContext<InPersonWhy>;

/** Why it cannot be done in the chat, which documents to bring, where to finish, whom to ask. */
export class InPersonDialog extends ComponentDialog<InPersonWhy> {
  static readonly id = 'in-person';

  constructor(private readonly guide: InPersonGuide) {
    super(InPersonDialog.id);
    this.addDialog(new NamedWaterfall<InPersonWhy>('steps', [this.explain]));
    this.initialDialogId = 'steps';
  }

  private readonly explain = async (step: Step) => {
    const chat = chatOf(step.context);
    const guide = this.guide(chat.session.locale);
    await chat.say({ ...whyLine(step.options), countdown: null });
    await chat.say(chat.channel.cards === 'adaptive' ? cardLine(guide) : howLine(guide));
    return step.endDialog({ go: 'menu' } satisfies Next);
  };
}

const whyLine = (why: InPersonWhy): Line => ({
  key: `in-person.why.${why.reason}`,
  ...('until' in why && { values: comeBackAt(why.until) }),
});

type Guide = ReturnType<InPersonGuide>;

const howLine = ({ appointment, documents }: Guide): Line => ({
  key: 'in-person.how',
  values: { documents: documents.map((document) => `- ${wordDocument(document)}`).join('\n'), appointment },
});

/** The list stands on the card; a card that is not shown is replaced by `in-person.how`. */
const cardLine = (guide: Guide): Line => ({
  ...howLine(guide),
  key: 'in-person.card',
  card: { kind: 'in-person', ...guide },
});
