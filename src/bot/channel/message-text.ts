import { capabilitiesOf } from '../../domain/channel';
import { textWithoutMention, type IncomingActivity } from '../framework';
import { stripQuotedMail } from './quoted-mail';

/** Returns what the person wrote, without the mention of the bot, the channel's markup, or a quoted mail; '' for nothing. */
export function messageText(activity: IncomingActivity): string {
  const text = withoutMarkup(textWithoutMention(activity));
  switch (capabilitiesOf(activity.channelId).incomingText) {
    case 'as-written':
      return text.trim();
    case 'above-a-quote':
      return stripQuotedMail(text);
  }
}

/** The few tags that Teams and mail programs put around words; anything else in angle brackets was typed. */
const TAG = /<\/?(?:at|p|div|span|b|i|strong|em|a)(?:\s[^<>]*)?>/gi;
const LINE_END = /<br\s?\/?>|<\/(?:p|div)>/gi;

const ENTITY = /&(nbsp|amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-f]{1,6});/gi;
const NAMED_ENTITIES: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** Removes tags before it replaces entities, because a tag written in entities was typed. Each entity is decoded once. */
const withoutMarkup = (text: string): string =>
  text
    .replace(LINE_END, '\n')
    .replace(TAG, '')
    .replace(ENTITY, (entity, name: string) => NAMED_ENTITIES[name.toLowerCase()] ?? decodeNumber(name) ?? entity);

/** Returns nothing for a number beyond Unicode's last code point: such an entity stays as it is. */
function decodeNumber(name: string): string | undefined {
  const codePoint = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : undefined;
}
