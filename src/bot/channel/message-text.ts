import { TurnContext, type Activity } from 'botbuilder';
import { capabilitiesOf } from '../../domain/channel';
import { stripQuotedMail } from './quoted-mail';

/** What the person wrote: without the bot's own mention, marks of the channel, or what a mail quotes; '' for none. */
export function messageText(activity: Activity): string {
  const { text } = activity as { text?: string | null };
  if (!text) return '';
  const written = unmarked(withoutMention(activity, text));
  switch (capabilitiesOf(activity.channelId).incomingText) {
    case 'as-written':
      return written.trim();
    case 'above-a-quote':
      return stripQuotedMail(written);
  }
}

function withoutMention(activity: Activity, text: string): string {
  const { entities, recipient } = activity as Partial<Activity>;
  const isMentioned = recipient !== undefined && entities?.some(({ type }) => type === 'mention');
  return isMentioned ? TurnContext.removeRecipientMention(activity) : text;
}

/** The few tags that Teams and mail programs put around words; anything else in angle brackets was typed. */
const TAG = /<\/?(?:at|p|div|span|b|i|strong|em|a)(?:\s[^<>]*)?>/gi;
const LINE_END = /<br\s?\/?>|<\/(?:p|div)>/gi;

const ENTITY = /&(nbsp|amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-f]{1,6});/gi;
const NAMED: Readonly<Record<string, string>> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Tags first: what an entity stands for was typed. Each entity is read once. */
const unmarked = (text: string): string =>
  text
    .replace(LINE_END, '\n')
    .replace(TAG, '')
    .replace(ENTITY, (entity, name: string) => NAMED[name.toLowerCase()] ?? fromNumber(name) ?? entity);

/** Numbers beyond the last character of Unicode stand as they are. */
function fromNumber(name: string): string | undefined {
  const point = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
}
