import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capabilitiesOf, KNOWN_CHANNELS } from '../../src/domain/channel';

/** The text of every source file that deals with channels. */
const sources = ['dialogs', 'src/bot', 'src/http', 'src/recovery', 'src/ports'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name)),
);

/** Channels whose names are everyday words of this code as well. */
const WORDS = ['email', 'line'];

describe('channel table', () => {
  it.each(['', 'a channel of tomorrow', 'MSTEAMS', 'constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'an unknown channel such as %p gets plain text only',
    (channel) => {
      expect(capabilitiesOf(channel)).toEqual({
        maxSuggestedActions: 0,
        cards: 'none',
        markdown: 'plain',
        notifications: 'pull',
        maxMessageLength: 1_600,
        incomingText: 'as-written',
        startButton: 'none',
        channelData: 'foreign',
      });
    },
  );

  it('expects of an unknown channel nothing that a known channel lacks', () => {
    const defaults = capabilitiesOf('a channel of tomorrow');
    for (const channel of KNOWN_CHANNELS) {
      const { maxMessageLength, maxSuggestedActions } = capabilitiesOf(channel);
      expect(maxMessageLength).toBeGreaterThanOrEqual(defaults.maxMessageLength);
      expect(maxSuggestedActions).toBeGreaterThanOrEqual(defaults.maxSuggestedActions);
    }
  });

  it('gives Teams cards and three suggested actions, and gives the website page hints but no cards', () => {
    expect(capabilitiesOf('msteams')).toMatchObject({ cards: 'adaptive', maxSuggestedActions: 3, markdown: 'shown' });
    expect(capabilitiesOf('directline')).toMatchObject({
      cards: 'none',
      channelData: 'page-hints',
      notifications: 'push',
    });
  });

  it('the names of the channels appear in the channel table and nowhere else in the source', () => {
    const named = new RegExp(`(['"\`])(?:${KNOWN_CHANNELS.filter((name) => !WORDS.includes(name)).join('|')})\\1`);
    const naming = sources.filter((file) => named.test(readFileSync(file, 'utf8')));
    // A setting of the service has the same name as this channel.
    expect(naming).toEqual(['src/http/routes/activity-shape.ts']);
    expect(sources.length).toBeGreaterThan(60);
  });
});
