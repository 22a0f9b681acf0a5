import { conversationWithCode, startConversation } from '../support/bot/dialog-conversation';

describe('reminder of the current question', () => {
  it('sends the remark and repeats the current question, without losing what was given', async () => {
    const { remind, say } = startConversation();
    await say('recuperar', '1710034065');
    expect(await remind({ key: 'thanks' })).toEqual(['thanks', 'claim.ruc.ask']);
    expect(await say('1799999915001')).toEqual(['claim.branch.ask']);
  });

  it('repeats the question about the code, and counts no attempt', async () => {
    const { code, remind, say } = await conversationWithCode();
    for (let time = 1; time <= 10; time += 1) expect(await remind()).toHaveLength(1);
    expect((await say(code()))[0]).toMatch(/^link\./);
  });

  it('takes back what was offered, so that a "yes" after it belongs to the repeated question', async () => {
    const { code, remind, say, session } = await conversationWithCode();
    await say('cancelar');
    expect(session().offered).toBe('cancel');
    await remind({ key: 'thanks' });
    await say('sí');
    expect((await say(code()))[0]).toMatch(/^link\./);
  });

  it('greets in a conversation that has not started, after the remark', async () => {
    expect(await startConversation().remind()).toEqual(['greeting']);
    expect(await startConversation().remind({ key: 'thanks' })).toEqual(['thanks', 'greeting']);
  });
});
