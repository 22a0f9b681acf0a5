import { startEmulator, type Emulator } from '../support/channels/emulator';
import { startService, type RunningService } from '../support/http/running-service';
import { setKeyByLink } from '../support/http/set-key';

describe('chat in the Bot Framework Emulator with an empty app id', () => {
  let service: RunningService;
  let emulator: Emulator;
  beforeAll(async () => {
    [service, emulator] = await Promise.all([startService(), startEmulator()]);
  });
  afterAll(async () => {
    await Promise.all([service.stop(), emulator.stop()]);
  });

  it('the chat begins with one greeting, though both members are announced', async () => {
    const chat = emulator.open(service.url);
    expect(await chat.announceMembers()).toBe(200);
    const greeting = await chat.waitForReply('asistente virtual');
    expect(greeting.authorization).toBeUndefined();
    expect(greeting.activity).toMatchObject({ conversation: { id: chat.id }, from: { id: 'bot-1' } });
    expect(greeting.activity.suggestedActions?.actions.map(({ title }) => title)).toContain('Recuperar mi clave');
    expect(chat.replies.filter(({ activity }) => activity.type === 'message')).toHaveLength(1);
  });

  it('the chat begins with a greeting in the locale of the Emulator', async () => {
    const chat = emulator.open(service.url, 'en-US');
    await chat.announceMembers();
    await chat.waitForReply('virtual assistant');
  });

  it('the chat leads to a new key, and receives a notification of it', async () => {
    const chat = emulator.open(service.url);
    await chat.announceMembers();
    expect((await chat.say('Recuperar mi clave'))[0]).toContain('¿Cuál es la cédula del empleador?');
    expect((await chat.say('2459999013', '2459999013001', '0001'))[0]).toContain('¿Está todo bien?');
    expect((await chat.say('Sí')).join()).toContain('Le envié un código a ');
    expect((await chat.say(await service.code())).join()).toContain('El código es correcto.');

    await setKeyByLink(service.url, await service.link());
    const done = await chat.waitForReply('su nueva clave ya funciona');
    expect(done.authorization).toBeUndefined();
    expect(done.activity.conversation?.id).toBe(chat.id);
  });
});
