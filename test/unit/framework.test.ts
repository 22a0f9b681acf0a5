import { createMemoryActivityFeed } from '../../src/adapters/memory/activity-feed';
import { createNotifier } from '../../src/bot/channel/notifier';
import { createDirectLineChannel } from '../../src/bot/direct-line/direct-line-channel';
import { parseConversationReference, readActivity, stringifyConversationReference } from '../../src/bot/framework';
import { chatLimits } from '../../src/policy/chat';
import type { RecoveryId } from '../../src/ports/ids';
import type { ReplyAddress } from '../../src/ports/ids';

const account = { id: 'iess', name: 'IESS', role: 'bot' };
const reference = {
  activityId: 'c|1',
  user: { id: 'dl_1', name: '', role: 'user' },
  conversation: { id: 'c' },
  channelId: 'directline',
  serviceUrl: 'urn:built-in-direct-line',
};

describe('stored conversation references', () => {
  it.each(['bot', 'agent'])('a stored reference is read with the account under `%s`', (field) => {
    expect(parseConversationReference(JSON.stringify({ ...reference, [field]: account }))).toEqual({
      ...reference,
      bot: account,
    });
  });

  it('a stored reference is read as it was written', () => {
    const activity = readActivity({ ...reference, type: 'message', id: 'c|1', recipient: account } as object);
    expect(parseConversationReference(stringifyConversationReference(activity))).toMatchObject({
      activityId: 'c|1',
      bot: account,
      conversation: { id: 'c' },
    });
  });

  it.each(['bot', 'agent'])(
    'a stored reference with the account under `%s` leads a notification to the conversation',
    async (field) => {
      const clock = { now: () => 0 as never };
      const channel = createDirectLineChannel(createMemoryActivityFeed({ clock, rules: chatLimits.feed }));
      const received: unknown[] = [];
      const notifier = createNotifier({
        adapter: {
          receive: () => Promise.reject(new Error()),
          continueConversation: () => Promise.reject(new Error()),
        },
        channel,
        handler: {
          onRecoveryChanged({ activity: { conversation, recipient, text } }, recovery) {
            received.push({ conversation, recipient, text, recovery });
            return Promise.resolve();
          },
        },
      });
      const address = JSON.stringify({ ...reference, [field]: account }) as ReplyAddress;
      await notifier.notify(address, 'r' as RecoveryId);
      expect(received).toEqual([{ conversation: { id: 'c' }, recipient: account, text: '', recovery: 'r' }]);
    },
  );
});

describe('received activities', () => {
  it.each([null, undefined])(
    'a received activity has a text, a recipient and lists when the channel sends %p',
    (absent) => {
      const activity = {
        type: 'message',
        id: absent,
        text: absent,
        recipient: absent,
        membersAdded: absent,
        entities: absent,
        attachments: absent,
      };
      expect(readActivity(activity as object)).toEqual({
        type: 'message',
        id: undefined,
        text: '',
        recipient: { id: '', name: '' },
        membersAdded: [],
        entities: [],
        attachments: [],
      });
    },
  );

  it('a received activity keeps what the channel sends', () => {
    const activity = {
      type: 'message',
      id: '1',
      text: 'hola',
      recipient: account,
      membersAdded: [account],
      entities: [{ type: 'mention' }],
      attachments: [{ contentType: 'image/png' }],
    };
    expect(readActivity({ ...activity })).toEqual(activity);
  });
});
