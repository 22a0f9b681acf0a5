import type { Activity } from 'botbuilder';
import type { Choice, BotMessage } from '../../../dialogs/chat';
import type { ChannelCapabilities } from '../../domain/channel';
import type { Locale } from '../../domain/locale';
import { contactsOf } from '../../i18n/contacts';
import type { Translate } from '../../i18n/translate';
import { renderCard } from './cards/render-card';
import { toPlainText } from '../../i18n/plain-text';
import { splitText } from './split-text';

/** How a line is to be said. */
export interface RenderOptions {
  readonly copy: Translate;
  readonly locale: Locale;
  readonly channel: ChannelCapabilities;
  /** For a card that can be sent in, see `Session.form`. */
  readonly stamp?: string | undefined;
}

/** A line in words, as this channel shows it: one message, or several where it takes short ones only. */
export function renderMessage(line: BotMessage, speech: RenderOptions): readonly Partial<Activity>[] {
  const { channel, copy, locale } = speech;
  const written = copy(line.key, { ...contactsOf(copy), ...line.values });
  const choices = titlesOf(line, copy);
  const text = [written, ...inWords(choices, speech)].join('\n\n');
  const parts = splitText(channel.markdown === 'shown' ? text : toPlainText(text), channel.maxMessageLength);
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
const titlesOf = ({ card, choices = [] }: BotMessage, copy: Translate): readonly string[] =>
  card?.kind === 'code' ? [] : choices.map((choice) => titleOf(choice, copy));

const titleOf = (choice: Choice, copy: Translate): string =>
  typeof choice === 'string' ? copy(`choice.${choice}`) : choice.text;

/** Tapping sends the title as if it had been typed: every choice works by text alone. */
function buttons(choices: readonly string[], { maxSuggestedActions }: ChannelCapabilities): Partial<Activity> {
  const actions = choices.slice(0, maxSuggestedActions).map((title) => ({ type: 'imBack', title, value: title }));
  return actions.length > 0 ? { suggestedActions: { to: [], actions } } : {};
}

/** The choices that are no buttons, as a sentence. */
function inWords(choices: readonly string[], { channel, copy, locale }: RenderOptions): readonly string[] {
  const unseen = choices.slice(channel.maxSuggestedActions);
  if (unseen.length === 0) return [];
  const quoted = unseen.map((title) => (locale === 'en' ? `“${title}”` : `«${title}»`));
  const list = new Intl.ListFormat(locale, { type: 'disjunction' }).format(quoted);
  return [copy(unseen.length < choices.length ? 'choices.more' : 'choices.all', { choices: list })];
}

function cardBeside(
  { card, choices = [] }: BotMessage,
  text: string,
  { copy, locale, stamp }: RenderOptions,
): Partial<Activity> {
  if (card === undefined) return {};
  const content = renderCard(card, { copy, choices, locale, stamp: stamp ?? '', text: toPlainText(text) });
  return { attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }] };
}
