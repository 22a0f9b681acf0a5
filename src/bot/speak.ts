import type { TurnContext } from 'botbuilder';
import type { Line } from '../../dialogs/chat';
import { abilitiesOf } from '../domain/channel';
import type { Locale } from '../domain/locale';
import type { Words } from '../i18n/copy';
import { wordLine } from './wording';

/** Says a line outside of any conversation's dialogs: where no session is open, or none may be. */
export async function speak(
  context: TurnContext,
  line: Line,
  { locale, words }: { readonly locale: Locale; readonly words: Words },
): Promise<void> {
  const channel = abilitiesOf(context.activity.channelId);
  for (const message of wordLine(line, { channel, copy: words(locale), locale })) await context.sendActivity(message);
}
