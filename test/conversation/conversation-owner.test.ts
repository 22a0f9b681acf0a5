import { createBotHarness } from '../support/bot/bot-harness';
import { createDirectLineHarness, textMessage, testVisitor } from '../support/bot/direct-line-harness';
import { words } from '../support/recovery/in-memory-recovery';

const COMPANY = '1710034065 ruc 1799999915001 sucursal 1';
const stranger = { from: { id: 'somebody else' } };

/** Starts a conversation in which the code has just been mailed. */
async function withCode() {
  const harness = createBotHarness();
  await harness.say(COMPANY, 'sí');
  return harness;
}

describe('owner of a conversation', () => {
  it('the first person who writes is the owner, and messages of others are neither answered, read nor stored', async () => {
    const { post, say, stored, errors, backend } = await withCode();
    const before = await stored();
    for (const text of [backend.code(), '000000', 'cancelar', 'english', 'hola', COMPANY]) {
      expect(await post({ text, ...stranger })).toEqual([]);
    }
    expect(await stored()).toEqual(before);
    expect(backend.mailbox.messages()).toHaveLength(1);
    expect((await say(backend.code()))[0]).toContain('El código es correcto');
    expect(errors).toEqual([]);
  });

  it('every kind of activity of another person is ignored', async () => {
    const { post, stored, backend } = await withCode();
    const before = await stored();
    const text = backend.code();
    const attempts = [
      { text, from: { id: 'P' } },
      { text, from: { id: 'p ', name: 'p', role: 'user' } },
      { text, ...stranger, recipient: { id: 'p' } },
      { text, ...stranger, entities: [{ type: 'mention', mentioned: { id: 'b' }, text: '' }] },
      { text, ...stranger, type: 'messageUpdate' },
      { ...stranger, type: 'conversationUpdate', membersAdded: [{ id: 'somebody else' }] },
      { ...stranger, type: 'event', name: 'webchat/join' },
    ];
    for (const attempt of attempts) expect(await post(attempt)).toEqual([]);
    expect(await stored()).toEqual(before);
  });

  it('the first writer is the owner, whatever account the channel announced', async () => {
    const { post, say } = createBotHarness();
    const announced = { type: 'conversationUpdate', from: { id: 'the channel' }, membersAdded: [{ id: 'p@channel' }] };
    expect(await post(announced)).toHaveLength(1);
    expect((await say('recuperar'))[0]).toContain('cédula');
    expect(await post({ text: '1710034065', ...stranger })).toEqual([]);
    expect((await say('1710034065'))[0]).toContain('RUC');
  });

  it('the next writer is the owner of a conversation that was stored without one', async () => {
    const { post, say, tamper } = createBotHarness();
    await say('recuperar');
    await tamper((stored) => stored.replace('"owner":"emulator|p",', '').replace(',"owner":"emulator|p"', ''));
    expect((await say('1710034065'))[0]).toContain('RUC');
    expect(await post({ text: '1799999915001', ...stranger })).toEqual([]);
  });

  it('the owner stays the same when the conversation has to start over', async () => {
    const { post, say, tamper } = createBotHarness();
    await say('recuperar');
    await tamper((stored) => stored.replace('steps:5', 'steps:4'));
    expect(await post({ text: 'hola', ...stranger })).toEqual([]);
    expect((await say('hola'))[0]).toBe(words('es-EC')('session.restarted'));
  });

  it('the owner is forgotten when the conversation has ended', async () => {
    const { post, say, backend } = createBotHarness();
    await say('recuperar');
    backend.passTime(30 * 60_000);
    expect((await post({ text: 'hola', ...stranger }))[0]).toContain('asistente virtual');
  });

  it('another user with a valid token on the built-in Direct Line is ignored', async () => {
    const { readActivities, directLine, mailbox, say, code } = createDirectLineHarness();
    await directLine.start(testVisitor, 'es-EC');
    await say(COMPANY, 'sí');
    const thief = { ...testVisitor, user: 'dl_somebody-else' };
    await directLine.post(thief, textMessage(code()));
    expect((await readActivities()).at(-1)).toMatchObject({ from: { role: 'user' } });
    expect(mailbox.messages()).toHaveLength(1);
    expect(await say(code())).toContain('El código es correcto');
  });
});
