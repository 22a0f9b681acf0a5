/** What a channel can show, and what it lets the bot do. No other module tells channels apart. */
export interface ChannelCapabilities {
  /** How many choices it shows as buttons that send their words; 0 for none. */
  readonly maxSuggestedActions: number;
  /** `adaptive`: renders Adaptive Cards of version 1.5 for sure. */
  readonly cards: 'adaptive' | 'none';
  /** `plain`: marks would be read as they stand. */
  readonly markdown: 'shown' | 'plain';
  /** How news comes later: `told` by the bot itself, or only when the person has `asked` by writing something. */
  readonly notifications: 'push' | 'pull';
  /** Characters of one message. */
  readonly maxMessageLength: number;
  /** What a message holds beside what the person wrote. */
  readonly incomingText: 'as-written' | 'above-a-quote';
  /** Whether `channelData` is ours to fill with hints for the chat page. Other channels have a use of their own for it. */
  readonly channelData: 'page-hints' | 'foreign';
}

/** The website's chat, whether Azure's Direct Line brings its messages or ours. */
export const WEBSITE_CHANNEL = 'directline';

/** Text that any telephone shows. 1,600: what Twilio takes in one message. */
const TEXT_ONLY: ChannelCapabilities = {
  maxSuggestedActions: 0,
  cards: 'none',
  markdown: 'plain',
  notifications: 'pull',
  maxMessageLength: 1_600,
  incomingText: 'as-written',
  channelData: 'foreign',
};

const TEXT_WITH_NOTIFICATIONS: ChannelCapabilities = { ...TEXT_ONLY, notifications: 'push' };

/** Web Chat and what is made of it. Counts of suggested actions without another source are `botbuilder-dialogs`' own (choices/channel.js). */
const WEB_CHAT: ChannelCapabilities = {
  ...TEXT_WITH_NOTIFICATIONS,
  maxSuggestedActions: 100,
  markdown: 'shown',
  maxMessageLength: 10_000,
};

const CHANNELS: Readonly<Record<string, ChannelCapabilities>> = {
  /** Teams shows the first three suggested actions only, cards up to 1.5, and takes 28 KB in one message ("Suggested actions", "Cards", "Limits" in its documentation). */
  msteams: {
    ...TEXT_WITH_NOTIFICATIONS,
    maxSuggestedActions: 3,
    cards: 'adaptive',
    markdown: 'shown',
    maxMessageLength: 6_000,
  },
  /** Its last version has Web Chat 4.14.0 in it, whose renderer ends before cards of 1.5 (adaptivecards 2.10, Web Chat 4.14.1). */
  emulator: WEB_CHAT,
  /** Our page has the bundle of Web Chat that renders no cards. */
  [WEBSITE_CHANNEL]: { ...WEB_CHAT, channelData: 'page-hints' },
  /** Azure's own page is always of the newest Web Chat, which renders cards up to 1.6. */
  webchat: { ...WEB_CHAT, cards: 'adaptive' },
  /** An answer to a mail is expected, a mail out of the blue is not. Replies quote what they answer. */
  email: { ...TEXT_ONLY, maxMessageLength: 25_000, incomingText: 'above-a-quote' },
  /** Twilio, by the name of the Bot Framework and by that of adapters that speak with it themselves. */
  sms: TEXT_WITH_NOTIFICATIONS,
  'twilio-sms': TEXT_WITH_NOTIFICATIONS,
  /** 4,096 characters: sendMessage in Telegram's Bot API. */
  telegram: { ...TEXT_WITH_NOTIFICATIONS, maxSuggestedActions: 100, maxMessageLength: 4_096 },
  /** No channel of the Bot Framework's own: relays bring it, mostly through Twilio, and WhatsApp takes unasked messages as templates only. */
  whatsapp: TEXT_ONLY,
  /** Slack advises to keep below 4,000 characters (chat.postMessage). */
  slack: { ...TEXT_WITH_NOTIFICATIONS, maxMessageLength: 4_000 },
  /** 2,000 characters: Messenger's Send API. */
  facebook: { ...TEXT_WITH_NOTIFICATIONS, maxSuggestedActions: 10, maxMessageLength: 2_000 },
  /** What is said later is a push message there, which not every plan has. 5,000 characters: text messages of its API. */
  line: { ...TEXT_ONLY, maxSuggestedActions: 13, maxMessageLength: 5_000 },
};

/** A channel that nobody here knows is taken for one that shows text alone. */
export const capabilitiesOf = (channelId: string): ChannelCapabilities =>
  Object.hasOwn(CHANNELS, channelId) ? (CHANNELS[channelId] ?? TEXT_ONLY) : TEXT_ONLY;

/** Every channel that is known by name. */
export const KNOWN_CHANNELS: readonly string[] = Object.keys(CHANNELS);
