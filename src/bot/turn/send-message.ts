import type { TurnContext } from 'botbuilder';
import type { BotMessage } from '../../../dialogs/chat';
import { capabilitiesOf } from '../../domain/channel';
import type { Locale } from '../../domain/locale';
import type { MessageCatalog } from '../../i18n/translate';
import { renderMessage } from '../rendering/render-message';

/** Says a line outside of any conversation's dialogs: where no session is open, or none may be. */
export async function sendMessage(
  context: TurnContext,
  line: BotMessage,
  { locale, words }: { readonly locale: Locale; readonly words: MessageCatalog },
): Promise<void> {
  const channel = capabilitiesOf(context.activity.channelId);
  for (const message of renderMessage(line, { channel, copy: words(locale), locale }))
    await context.sendActivity(message);
}
