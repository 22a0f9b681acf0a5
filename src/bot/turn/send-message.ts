import type { BotMessage } from '../../../dialogs/chat';
import { capabilitiesOf } from '../../domain/channel';
import type { Locale } from '../../domain/locale';
import type { MessageCatalog } from '../../i18n/translate';
import type { TurnContext } from '../framework';
import { renderMessage } from '../rendering/render-message';

export interface SendOptions {
  readonly catalog: MessageCatalog;
  readonly locale: Locale;
}

/** Sends a message outside of the dialogs, where no session is open or can be opened. */
export async function sendMessage(
  context: TurnContext,
  message: BotMessage,
  { catalog, locale }: SendOptions,
): Promise<void> {
  const channel = capabilitiesOf(context.activity.channelId);
  for (const activity of renderMessage(message, { channel, copy: catalog(locale), locale }))
    await context.sendActivity(activity);
}
