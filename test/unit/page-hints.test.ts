import { readPageHints } from '../../src/web/chat/page/read-page-hints';
import { toWebChatActivity } from '../../src/web/chat/web-chat/web-chat-activity';

const message = (recovery: unknown) => ({ type: 'message', channelData: { recovery } });

describe('page hints in the bot’s messages', () => {
  it.each([
    [{ expects: 'number' }, { expects: 'number' }],
    [
      { expects: 'number', asks: 'ruc' },
      { expects: 'number', asks: 'ruc' },
    ],
    [{ expects: 'number', asks: 'something new' }, { expects: 'number' }],
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
  ])('reads the hint %j as %j', (sent, taken) => {
    expect(readPageHints(message(sent))).toEqual(taken);
  });

  it.each([undefined, null, 'text', 7])('reads the hint %j as no hint', (sent) => {
    expect(readPageHints(message(sent))).toBeUndefined();
  });

  it('finds no hint in a message without hints', () => {
    expect(readPageHints({ type: 'message' })).toBeUndefined();
  });
});

describe('activity as passed to Web Chat', () => {
  const here = { userId: 'dl_me' };
  const shown = (activity: object) => toWebChatActivity({ type: 'message', ...activity }, here);

  it('marks each activity as the person’s or the bot’s by its conversation', () => {
    expect(shown({ from: { id: 'dl_me', role: 'bot' } }).from).toEqual({ id: 'dl_me', role: 'user' });
    expect(shown({ from: { id: 'iess', role: 'user' } }).from).toEqual({ id: 'iess', role: 'bot' });
    expect(shown({}).from).toEqual({ role: 'bot' });
  });

  it('renders Markdown in the bot’s messages only', () => {
    expect(shown({ from: { id: 'dl_me' }, textFormat: 'markdown' }).textFormat).toBe('plain');
    expect(shown({ from: { id: 'iess' } }).textFormat).toBe('markdown');
    expect(shown({ from: { id: 'iess' }, textFormat: 'plain' }).textFormat).toBe('plain');
  });
});
