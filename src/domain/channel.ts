/** What a channel can show and what it lets the bot do. Other modules read these capabilities instead of comparing channel names. */
export interface ChannelCapabilities {
  /** How many choices the channel shows as buttons that send their title as text; 0 for none. */
  readonly maxSuggestedActions: number;
  /** `adaptive`: every client of the channel renders Adaptive Cards of version 1.5. */
  readonly cards: 'adaptive' | 'none';
  /** `plain`: the channel would show the marks of Markdown as characters. */
  readonly markdown: 'shown' | 'plain';
  /** `push`: the bot may send a message at any time. `pull`: only as a reply, so changes wait for the person's next message. */
  readonly notifications: 'push' | 'pull';
  /** Upper bound on the characters of one message. */
  readonly maxMessageLength: number;
  /** `above-a-quote`: the text of a message ends with a quotation of the message that it replies to. */
  readonly incomingText: 'as-written' | 'above-a-quote';
  /** How the channel sends that a person opened the chat by its button: a button's payload, a command as text, or not at all. */
  readonly startButton: 'postback' | 'command' | 'none';
  /** `page-hints`: the bot sends hints for the chat page in `channelData`. `foreign`: the channel uses that field itself. */
  readonly channelData: 'page-hints' | 'foreign';
}

/** The website's chat, over Azure's Direct Line or the built-in one. */
export const WEBSITE_CHANNEL = 'directline';

/** Plain text, which every telephone shows. 1,600 characters is Twilio's limit for one message. */
const TEXT_ONLY: ChannelCapabilities = {
  maxSuggestedActions: 0,
  cards: 'none',
  markdown: 'plain',
  notifications: 'pull',
  maxMessageLength: 1_600,
  incomingText: 'as-written',
  startButton: 'none',
  channelData: 'foreign',
};

const TEXT_WITH_NOTIFICATIONS: ChannelCapabilities = { ...TEXT_ONLY, notifications: 'push' };

/**
 * Web Chat and the clients that are built on it. Numbers of suggested actions without another source are those of `botbuilder-dialogs`
 * (choices/channel.js).
 */
const WEB_CHAT: ChannelCapabilities = {
  ...TEXT_WITH_NOTIFICATIONS,
  maxSuggestedActions: 100,
  markdown: 'shown',
  maxMessageLength: 10_000,
};

const CHANNELS: Readonly<Record<string, ChannelCapabilities>> = {
  /**
   * Teams shows only the first three suggested actions, cards up to version 1.5, and accepts 28 KB in one message ("Suggested actions",
   * "Cards" and "Limits" in its documentation).
   */
  msteams: {
    ...TEXT_WITH_NOTIFICATIONS,
    maxSuggestedActions: 3,
    cards: 'adaptive',
    markdown: 'shown',
    maxMessageLength: 6_000,
  },
  /** The last Emulator contains Web Chat 4.14.0, which renders no cards of version 1.5 (adaptivecards 2.10 came with Web Chat 4.14.1). */
  emulator: WEB_CHAT,
  /** The chat page uses the bundle of Web Chat that renders no cards. */
  [WEBSITE_CHANNEL]: { ...WEB_CHAT, channelData: 'page-hints' },
  /** Azure's own page always uses the newest Web Chat, which renders cards up to version 1.6. */
  webchat: { ...WEB_CHAT, cards: 'adaptive' },
  /** A person expects a reply to their mail, but no mail that they did not ask for. Replies quote the mail that they answer. */
  email: { ...TEXT_ONLY, maxMessageLength: 25_000, incomingText: 'above-a-quote' },
  /** Twilio under two names: the Bot Framework's, and the one of adapters that connect to Twilio directly. */
  sms: TEXT_WITH_NOTIFICATIONS,
  'twilio-sms': TEXT_WITH_NOTIFICATIONS,
  /** A chat is opened by the command `/start`. 4,096 characters is the limit of `sendMessage` in Telegram's Bot API. */
  telegram: { ...TEXT_WITH_NOTIFICATIONS, maxSuggestedActions: 100, maxMessageLength: 4_096, startButton: 'command' },
  /**
   * The Bot Framework has no WhatsApp channel; adapters connect it, mostly over Twilio. WhatsApp accepts messages that are not replies only
   * as approved templates.
   */
  whatsapp: TEXT_ONLY,
  /** Slack recommends at most 4,000 characters (`chat.postMessage`). */
  slack: { ...TEXT_WITH_NOTIFICATIONS, maxMessageLength: 4_000 },
  /** The button "Get Started" opens a chat. 2,000 characters is the limit of Messenger's Send API. */
  facebook: { ...TEXT_WITH_NOTIFICATIONS, maxSuggestedActions: 10, maxMessageLength: 2_000, startButton: 'postback' },
  /** On LINE, a message that is no reply is a push message, which not every plan includes. 5,000 characters is the limit of its API. */
  line: { ...TEXT_ONLY, maxSuggestedActions: 13, maxMessageLength: 5_000 },
};

/** Returns the capabilities of a channel. An unknown channel counts as one that shows plain text only. */
export const capabilitiesOf = (channelId: string): ChannelCapabilities =>
  Object.hasOwn(CHANNELS, channelId) ? (CHANNELS[channelId] ?? TEXT_ONLY) : TEXT_ONLY;

/** The names of all channels with capabilities of their own. */
export const KNOWN_CHANNELS: readonly string[] = Object.keys(CHANNELS);
