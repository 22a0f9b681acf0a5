import type { Activity } from 'botbuilder';
import type { Choice, Line } from '../../dialogs/chat';
import type { ChannelAbilities } from '../domain/channel';
import type { Locale } from '../domain/locale';
import { contactsIn } from '../i18n/contacts';
import type { Copy } from '../i18n/copy';
import { drawCard } from './cards/draw-card';
import { toPlainText } from '../i18n/plain-text';
import { splitText } from './split-text';

/** How a line is to be said. */
export interface Speech {
  readonly copy: Copy;
  readonly locale: Locale;
  readonly channel: ChannelAbilities;
  /** For a card that can be sent in, see `Session.form`. */
  readonly stamp?: string | undefined;
}

/** A line in words, as this channel shows it: one message, or several where it takes short ones only. */
export function wordLine(line: Line, speech: Speech): readonly Partial<Activity>[] {
  const { channel, copy, locale } = speech;
  const written = copy(line.key, { ...contactsIn(copy), ...line.values });
  const choices = titlesOf(line, copy);
  const text = [written, ...inWords(choices, speech)].join('\n\n');
  const parts = splitText(channel.markdown === 'shown' ? text : toPlainText(text), channel.longestMessage);
  return parts.map((part, place) => ({
    type: 'message',
    text: part,
    textFormat: channel.markdown === 'shown' ? 'markdown' : 'plain',
    locale,
    inputHint: 'expectingInput',
    ...(place === parts.length - 1 && { ...buttons(choices, channel), ...cardBeside(line, written, speech) }),
  }));
}

/** Choices that a card has as its own buttons are not shown a second time. */
const titlesOf = ({ card, choices = [] }: Line, copy: Copy): readonly string[] =>
  card?.kind === 'code' ? [] : choices.map((choice) => titleOf(choice, copy));

const titleOf = (choice: Choice, copy: Copy): string =>
  typeof choice === 'string' ? copy(`choice.${choice}`) : choice.text;

/** Tapping sends the title as if it had been typed: every choice works by text alone. */
function buttons(choices: readonly string[], { suggestedActions }: ChannelAbilities): Partial<Activity> {
  const actions = choices.slice(0, suggestedActions).map((title) => ({ type: 'imBack', title, value: title }));
  return actions.length > 0 ? { suggestedActions: { to: [], actions } } : {};
}

/** The choices that are no buttons, as a sentence. */
function inWords(choices: readonly string[], { channel, copy, locale }: Speech): readonly string[] {
  const unseen = choices.slice(channel.suggestedActions);
  if (unseen.length === 0) return [];
  const quoted = unseen.map((title) => (locale === 'en' ? `“${title}”` : `«${title}»`));
  const list = new Intl.ListFormat(locale, { type: 'disjunction' }).format(quoted);
  return [copy(unseen.length < choices.length ? 'choices.more' : 'choices.all', { choices: list })];
}

function cardBeside({ card, choices = [] }: Line, text: string, { copy, locale, stamp }: Speech): Partial<Activity> {
  if (card === undefined) return {};
  const content = drawCard(card, { copy, choices, locale, stamp: stamp ?? '', text: toPlainText(text) });
  return { attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }] };
}
