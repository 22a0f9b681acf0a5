import type { InPersonGuide } from '../src/i18n/in-person-guide';
import { chatOf } from './chat';
import { ComponentDialog, WaterfallDialog, type WaterfallStepContext } from './framework';
import type { InPersonReason, Next } from './next';

interface Options {
  readonly reason: InPersonReason;
}
type Step = WaterfallStepContext<Options>;

/** Why it cannot be done in the chat, which documents to bring, where to finish, whom to ask. */
export class InPersonDialog extends ComponentDialog<Options> {
  static readonly id = 'in-person';

  constructor(private readonly guide: InPersonGuide) {
    super(InPersonDialog.id);
    this.addDialog(new WaterfallDialog<Options>('steps', [this.explain]));
    this.initialDialogId = 'steps';
  }

  private readonly explain = async (step: Step) => {
    const chat = chatOf(step.context);
    const { appointment, documents } = this.guide(chat.session.locale);
    await chat.say({ key: `in-person.why.${step.options.reason}`, countdown: null });
    await chat.say({
      key: 'in-person.how',
      values: { documents: documents.map(wordDocument).join('\n'), appointment },
    });
    return step.endDialog({ go: 'menu' } satisfies Next);
  };
}

const wordDocument = ({ title, url }: ReturnType<InPersonGuide>['documents'][number]): string =>
  url === undefined ? `- ${title}` : `- [${title}](${url})`;
