import type { Words } from '../src/i18n/copy';
import type { InPersonGuide } from '../src/i18n/in-person-guide';
import type { ChatRecovery } from '../src/recovery/recovery';
import { CodeDialog } from './code-dialog';
import { createClaimListener } from './claim-listener';
import { createCommandReader, type ReadCommand } from './commands';
import { InPersonDialog } from './in-person-dialog';
import { LinkDialog } from './link-dialog';
import { createMeaningReader } from './meaning';
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
  const readMeaning = createMeaningReader(words);
  const listener = createClaimListener({ readCommand, readMeaning, foreignerPattern });
  /** While a mail is awaited, sentences about it count as much as commands. */
  const readMailCommand: ReadCommand = (text) =>
    readCommand(text) ?? readMeaning(text, ['not-received', 'no-mailbox-access', 'resend', 'in-person', 'yes']);

  return new RootDialog({
    recovery,
    readCommand,
    hearMenu: createMenu({ readCommand, readMeaning, listener }),
    dialogs: [
      new RecoveryDialog({ recovery, listener }),
      new CodeDialog({ recovery, readMailCommand, codeLength }),
      new LinkDialog({ recovery, readMailCommand }),
      new InPersonDialog(guide),
    ],
  });
}
