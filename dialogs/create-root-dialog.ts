import type { MessageCatalog } from '../src/i18n/translate';
import type { InPersonGuide } from '../src/i18n/in-person-guide';
import type { ChatRecovery } from '../src/recovery/recovery';
import { createAnswers } from './answers/create-answers';
import type { AnswerNumbers } from './answers/situation';
import { CodeDialog } from './code-and-link/code-dialog';
import { createClaimInterpreter } from './claim/claim-interpreter';
import { createCommandReader } from './input/commands';
import { InPersonDialog } from './in-person-dialog';
import { LinkDialog } from './code-and-link/link-dialog';
import { createIntentTitleReader } from './input/intent-titles';
import { createListener } from './input/listener';
import type { Recogniser } from '../src/understanding/recogniser';
import { createMenuReader } from './menu';
import { RecoveryDialog } from './claim/recovery-dialog';
import { RootDialog } from './root-dialog';

export interface CreateRootDialogOptions {
  readonly recovery: ChatRecovery;
  readonly recognise: Recogniser;
  readonly catalog: MessageCatalog;
  readonly guide: InPersonGuide;
  readonly numbers: AnswerNumbers;
  readonly foreignerPattern: RegExp;
}

/** Creates the root dialog with all dialogs below it. */
export function createRootDialog({
  foreignerPattern,
  guide,
  numbers,
  recognise,
  recovery,
  catalog,
}: CreateRootDialogOptions): RootDialog {
  const commands = createCommandReader(catalog);
  const listener = createListener({
    recognise,
    readTitle: createIntentTitleReader(catalog),
    answer: createAnswers({ guide, numbers }),
    codeLength: numbers.codeLength,
  });
  const interpreter = createClaimInterpreter({ commands, foreignerPattern });

  return new RootDialog({
    recovery,
    commands,
    listener,
    readMenuAnswer: createMenuReader({ listener, interpreter }),
    dialogs: [
      new RecoveryDialog({ recovery, interpreter, listener }),
      new CodeDialog({ recovery, listener, codeLength: numbers.codeLength }),
      new LinkDialog({ recovery, listener }),
      new InPersonDialog(guide),
    ],
  });
}
