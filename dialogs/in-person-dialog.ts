import type { InPersonGuide } from '../src/i18n/in-person-guide';
import { inPersonMessages } from './answers/in-person-messages';
import { chatOf, type BotMessage } from './chat';
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
    for (const message of inPersonMessages(guide, chat.channel)) await chat.send(message);
    return step.endDialog({ to: 'menu' } satisfies Transition);
  };
}

const reasonMessage = (explanation: InPersonExplanation): BotMessage => ({
  key: `in-person.reason.${explanation.reason}`,
  ...('until' in explanation && { until: explanation.until }),
});
