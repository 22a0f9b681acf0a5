import { capabilitiesOf } from '../../domain/channel';
import type { IncomingActivity } from '../framework';
import { withoutLinkMarkup } from './link-markup';
import { textOfMarkup } from './markup-text';
import { botMentionOf, withoutPlainMentions } from './mentions';
import { stripQuotedMail } from './quoted-mail';

/** Returns what the person wrote, without mentions of the bot, the channel's markup, or a quoted message; '' for nothing. */
export function messageText(activity: IncomingActivity): string {
  const source = htmlOfReply(activity) ?? withoutPlainMentions(activity);
  const text = textOfMarkup(withoutLinkMarkup(source), botMentionOf(activity)).replace(/[^\S\r\n]+/g, ' ');
  switch (capabilitiesOf(activity.channelId).incomingText) {
    case 'as-written':
      return text.trim();
    case 'above-a-quote':
      return stripQuotedMail(text);
  }
}

/** How Teams marks the quoted message in the HTML of a reply. The activity's text mixes both. */
const REPLY = 'itemtype="http://schema.skype.com/Reply"';

function htmlOfReply({ attachments }: IncomingActivity): string | undefined {
  const html = attachments.find(({ contentType }) => contentType === 'text/html')?.content as unknown;
  return typeof html === 'string' && html.includes(REPLY) ? html : undefined;
}
