import { createBotHarness } from '../support/bot/bot-harness';
import {
  createDirectLineHarness as createChatDesk,
  textMessage,
  testVisitor,
} from '../support/bot/direct-line-harness';
import { words } from '../support/recovery/in-memory-recovery';

const COMPANY = '1710034065 ruc 1799999915001 sucursal 1';
const stranger = { from: { id: 'somebody else' } };

/** Starts a conversation in which the code has just been mailed. */
async function withCode() {
  const desk = createBotHarness();
  await desk.say(COMPANY, 'sí');
  return desk;
}

describe('owner of a conversation', () => {
  it('is the first person who writes, and messages of others are neither answered, read nor stored', async () => {
    const { post, say, stored, troubles, world } = await withCode();
    const before = await stored();
    for (const text of [world.code(), '000000', 'cancelar', 'english', 'hola', COMPANY]) {
      expect(await post({ text, ...stranger })).toEqual([]);
    }
    expect(await stored()).toEqual(before);
    expect(world.mailbox.messages()).toHaveLength(1);
    expect((await say(world.code()))[0]).toContain('El código es correcto');
    expect(troubles).toEqual([]);
  });

  it('is protected against every kind of activity of another person', async () => {
    const { post, stored, world } = await withCode();
    const before = await stored();
    const text = world.code();
    const tries = [
      { text, from: { id: 'P' } },
      { text, from: { id: 'p ', name: 'p', role: 'user' } },
      { text, ...stranger, recipient: { id: 'p' } },
      { text, ...stranger, entities: [{ type: 'mention', mentioned: { id: 'b' }, text: '' }] },
      { text, ...stranger, type: 'messageUpdate' },
      { ...stranger, type: 'conversationUpdate', membersAdded: [{ id: 'somebody else' }] },
      { ...stranger, type: 'event', name: 'webchat/join' },
    ];
    for (const one of tries) expect(await post(one)).toEqual([]);
    expect(await stored()).toEqual(before);
  });

  it('is the first writer, whatever account the channel announced', async () => {
    const { post, say } = createBotHarness();
    const announced = { type: 'conversationUpdate', from: { id: 'the channel' }, membersAdded: [{ id: 'p@channel' }] };
    expect(await post(announced)).toHaveLength(1);
    expect((await say('recuperar'))[0]).toContain('cédula');
    expect(await post({ text: '1710034065', ...stranger })).toEqual([]);
    expect((await say('1710034065'))[0]).toContain('RUC');
  });

  it('is the next writer in a conversation that was stored without an owner', async () => {
    const { post, say, tamper } = createBotHarness();
    await say('recuperar');
    await tamper((stored) => stored.replace('"owner":"emulator|p",', '').replace(',"owner":"emulator|p"', ''));
    expect((await say('1710034065'))[0]).toContain('RUC');
    expect(await post({ text: '1799999915001', ...stranger })).toEqual([]);
  });

  it('stays the owner when the conversation had to start over', async () => {
    const { post, say, tamper } = createBotHarness();
    await say('recuperar');
    await tamper((stored) => stored.replace('steps:5', 'steps:4'));
    expect(await post({ text: 'hola', ...stranger })).toEqual([]);
    expect((await say('hola'))[0]).toBe(words('es-EC')('session.restarted'));
  });

  it('is released when the conversation has ended', async () => {
    const { post, say, world } = createBotHarness();
    await say('recuperar');
    world.passTime(30 * 60_000);
    expect((await post({ text: 'hola', ...stranger }))[0]).toContain('Bienvenido');
  });

  it('is enforced on the built-in Direct Line, even against another user with a valid token', async () => {
    const { heard, line, mailbox, say, code } = createChatDesk();
    await line.start(testVisitor, 'es-EC');
    await say(COMPANY, 'sí');
    const thief = { ...testVisitor, user: 'dl_somebody-else' };
    await line.post(thief, textMessage(code()));
    expect((await heard()).at(-1)).toMatchObject({ from: { role: 'user' } });
    expect(mailbox.messages()).toHaveLength(1);
    expect(await say(code())).toContain('El código es correcto');
  });
});
