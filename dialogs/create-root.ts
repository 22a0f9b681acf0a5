import type { Words } from '../src/i18n/copy';
import type { InPersonGuide } from '../src/i18n/in-person-guide';
import type { ChatRecovery } from '../src/recovery/recovery';
import { CodeDialog } from './code-dialog';
import { createCommandReader } from './commands';
import { InPersonDialog } from './in-person-dialog';
import { LinkDialog } from './link-dialog';
import { createMenu } from './menu';
import { RecoveryDialog } from './recovery-dialog';
import { RootDialog } from './root-dialog';

export interface RootOptions {
  readonly recovery: ChatRecovery;
  readonly words: Words;
  readonly guide: InPersonGuide;
  readonly codeLength: number;
  readonly foreignerPattern: RegExp;
}

/** All dialogs, put together. */
export function createRootDialog({ codeLength, foreignerPattern, guide, recovery, words }: RootOptions): RootDialog {
  const readCommand = createCommandReader(words);
  return new RootDialog({
    recovery,
    readCommand,
    hearMenu: createMenu({ words, readCommand, foreignerPattern }),
    dialogs: [
      new RecoveryDialog({ recovery, readCommand, foreignerPattern }),
      new CodeDialog({ recovery, readCommand, codeLength }),
      new LinkDialog({ recovery, readCommand }),
      new InPersonDialog(guide),
    ],
  });
}
