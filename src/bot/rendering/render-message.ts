import type { BotMessage, Choice } from '../../../dialogs/chat';
import type { ChannelCapabilities } from '../../domain/channel';
import type { Locale } from '../../domain/locale';
import { contactsOf } from '../../i18n/contacts';
import { toPlainText } from '../../i18n/plain-text';
import type { Translate } from '../../i18n/translate';
import type { OutgoingActivity } from '../framework';
import { renderCard } from './cards/render-card';
import { splitText } from './split-text';

export interface RenderOptions {
  readonly copy: Translate;
  readonly locale: Locale;
  readonly channel: ChannelCapabilities;
  /** Stamp of a card that can be submitted, see `Session.form`. */
  readonly stamp?: string | undefined;
}

/** Returns the message as this channel shows it: one activity, or several when its text is longer than the channel accepts. */
export function renderMessage(message: BotMessage, options: RenderOptions): readonly OutgoingActivity[] {
  const { channel, copy, locale } = options;
  const ownText = copy(message.key, { ...contactsOf(copy), ...message.values });
  const titles = titlesOf(message, copy);
  const text = [ownText, ...listRemaining(titles, options)].join('\n\n');
  const parts = splitText(channel.markdown === 'shown' ? text : toPlainText(text), channel.maxMessageLength);
  return parts.map((part, index) => ({
    type: 'message',
    text: part,
    textFormat: channel.markdown === 'shown' ? 'markdown' : 'plain',
    locale,
    inputHint: 'expectingInput',
    ...(index === parts.length - 1 && {
      ...suggestedActions(titles, channel),
      ...cardAttachment(message, ownText, options),
    }),
  }));
}

/** Choices that a card shows as its own buttons are not shown a second time. */
const titlesOf = ({ card, choices = [] }: BotMessage, copy: Translate): readonly string[] =>
  card?.kind === 'code' ? [] : choices.map((choice) => titleOf(choice, copy));

const titleOf = (choice: Choice, copy: Translate): string =>
  typeof choice === 'string'
    ? copy(`choice.${choice}`)
    : 'intent' in choice
      ? copy(`intent.${choice.intent}`)
      : choice.text;

/** Buttons that send their title as if it had been typed, so that every choice also works by text. */
function suggestedActions(titles: readonly string[], { maxSuggestedActions }: ChannelCapabilities): OutgoingActivity {
  const actions = titles.slice(0, maxSuggestedActions).map((title) => ({ type: 'imBack', title, value: title }));
  return actions.length > 0 ? { suggestedActions: { to: [], actions } } : {};
}

/** Lists the choices that have no button, as a sentence. */
function listRemaining(titles: readonly string[], { channel, copy, locale }: RenderOptions): readonly string[] {
  const remaining = titles.slice(channel.maxSuggestedActions);
  if (remaining.length === 0) return [];
  const quoted = remaining.map((title) => (locale === 'en' ? `“${title}”` : `«${title}»`));
  const list = new Intl.ListFormat(locale, { type: 'disjunction' }).format(quoted);
  return [copy(remaining.length < titles.length ? 'choices.more' : 'choices.all', { choices: list })];
}

function cardAttachment(
  { card, choices = [] }: BotMessage,
  text: string,
  { copy, locale, stamp }: RenderOptions,
): OutgoingActivity {
  if (card === undefined) return {};
  const content = renderCard(card, { copy, choices, locale, stamp: stamp ?? '', text: toPlainText(text) });
  return { attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }] };
}
