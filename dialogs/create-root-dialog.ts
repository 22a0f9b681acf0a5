import type { MessageCatalog } from '../src/i18n/translate';
import type { InPersonGuide } from '../src/i18n/in-person-guide';
import type { ChatRecovery } from '../src/recovery/recovery';
import { CodeDialog } from './code-and-link/code-dialog';
import { createClaimInterpreter } from './claim/claim-interpreter';
import { createMailReplyReader } from './code-and-link/mail-replies';
import { createCommandReader } from './input/commands';
import { InPersonDialog } from './in-person-dialog';
import { LinkDialog } from './code-and-link/link-dialog';
import { createIntentReader } from './input/intents';
import { createMenuReader } from './menu';
import { RecoveryDialog } from './claim/recovery-dialog';
import { RootDialog } from './root-dialog';

export interface CreateRootDialogOptions {
  readonly recovery: ChatRecovery;
  readonly catalog: MessageCatalog;
  readonly guide: InPersonGuide;
  readonly codeLength: number;
  readonly foreignerPattern: RegExp;
}

/** Creates the root dialog with all dialogs below it. */
export function createRootDialog({
  codeLength,
  foreignerPattern,
  guide,
  recovery,
  catalog,
}: CreateRootDialogOptions): RootDialog {
  const readCommand = createCommandReader(catalog);
  const readIntent = createIntentReader(catalog);
  const interpreter = createClaimInterpreter({ readCommand, readIntent, foreignerPattern });
  const readReply = createMailReplyReader(readCommand, readIntent);

  return new RootDialog({
    recovery,
    readCommand,
    readMenuAnswer: createMenuReader({ readCommand, readIntent, interpreter }),
    dialogs: [
      new RecoveryDialog({ recovery, interpreter }),
      new CodeDialog({ recovery, readReply, codeLength }),
      new LinkDialog({ recovery, readReply }),
      new InPersonDialog(guide),
    ],
  });
}
