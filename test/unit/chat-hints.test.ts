import { readPageHints } from '../../src/web/chat/page/read-page-hints';
import { toWebChatActivity } from '../../src/web/chat/web-chat/web-chat-activity';

const message = (recovery: unknown) => ({ type: 'message', channelData: { recovery } });

describe('the hints in the bot’s messages', () => {
  it.each([
    [{ expects: 'number' }, { expects: 'number' }],
    [
      { expects: 'code', countdown: { of: 'code', endsAt: 5 } },
      { expects: 'code', countdown: { of: 'code', endsAt: 5 } },
    ],
    [
      { expects: 'text', countdown: null },
      { expects: 'text', countdown: null },
    ],
    [{ expects: 'something new' }, { expects: 'text' }],
    [{ expects: 'code', countdown: { of: 'something new', endsAt: 5 } }, { expects: 'code' }],
    [{ expects: 'code', countdown: { of: 'code', endsAt: 'soon' } }, { expects: 'code' }],
  ])('%j is taken as %j', (sent, taken) => {
    expect(readPageHints(message(sent))).toEqual(taken);
  });

  it.each([undefined, null, 'text', 7])('%j is no hint', (sent) => {
    expect(readPageHints(message(sent))).toBeUndefined();
  });

  it('are in no message without any', () => {
    expect(readPageHints({ type: 'message' })).toBeUndefined();
  });
});

describe('an activity as Web Chat gets it', () => {
  const here = { userId: 'dl_me' };
  const shown = (activity: object) => toWebChatActivity({ type: 'message', ...activity }, here);

  it('says whose it is by the conversation it was said in', () => {
    expect(shown({ from: { id: 'dl_me', role: 'bot' } }).from).toEqual({ id: 'dl_me', role: 'user' });
    expect(shown({ from: { id: 'iess', role: 'user' } }).from).toEqual({ id: 'iess', role: 'bot' });
    expect(shown({}).from).toEqual({ role: 'bot' });
  });

  it('takes nobody’s words for markdown but the bot’s', () => {
    expect(shown({ from: { id: 'dl_me' }, textFormat: 'markdown' }).textFormat).toBe('plain');
    expect(shown({ from: { id: 'iess' } }).textFormat).toBe('markdown');
    expect(shown({ from: { id: 'iess' }, textFormat: 'plain' }).textFormat).toBe('plain');
  });
});
