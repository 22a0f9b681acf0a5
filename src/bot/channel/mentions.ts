import type { IncomingActivity } from '../framework';
import type { IsBotMention } from './markup-text';

/** A mention among the entities of an activity. Channels leave out the text, and some the name. */
export interface Mention {
  readonly type: string;
  readonly mentioned: { readonly id: string; readonly name?: string | null };
  readonly text?: string | null;
}

/** Removes the bot's mentions whose text the channel names and writes without tags, such as `@Clave`. */
export const withoutPlainMentions = (activity: IncomingActivity): string =>
  botMentions(activity).reduce(
    (text, { mention }) => (mention.text && !mention.text.includes('<at') ? text.replace(mention.text, '') : text),
    activity.text,
  );

/** Tells the bot's `<at>` elements from those of other people: by the bot's names, or, where an entity has no text, by the order of the mentions. */
export function botMentionOf(activity: IncomingActivity): IsBotMention {
  const own = botMentions(activity);
  const names = new Set(
    [activity.recipient.name, ...own.flatMap(({ mention }) => [mention.mentioned.name, nameIn(mention.text)])].filter(
      (name) => name !== undefined && name !== null && name !== '',
    ),
  );
  const places = new Set(own.filter(({ mention }) => !mention.text).map(({ place }) => place));
  return (name, place) => names.has(name) || places.has(place);
}

const botMentions = ({ entities, recipient }: IncomingActivity) =>
  entities
    .filter(({ type }) => type.toLowerCase() === 'mention')
    .map((entity, place) => ({ mention: entity as unknown as Mention, place }))
    .filter(({ mention }) => mention.mentioned.id === recipient.id);

/** Returns the name in `<at>name</at>`. */
const nameIn = (text: string | null | undefined): string | undefined =>
  /^<at(?:\s[^<>]*)?>([^<>]*)<\/at>$/.exec(text?.trim() ?? '')?.[1]?.trim();
