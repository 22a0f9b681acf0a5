import type { Activity } from 'botbuilder';
import { channelUser, startFakeChannel, type FakeChannel } from '../support/channels/fake-channel';
import { startService, type RunningService } from '../support/http/running-service';
import { setKeyByLink } from '../support/http/set-key';
import { waitUntil } from '../support/direct-line/stream-client';

/** How a message arrives on this channel: what the person wrote in what else comes with it. */
interface Shape {
  readonly notifications: 'push' | 'pull';
  readonly where: object;
  message(text: string): object;
}

/** As the Bot Framework's own channels send them, and for WhatsApp as a relay over Twilio does. */
const SHAPES: Readonly<Record<string, Shape>> = {
  sms: {
    notifications: 'push',
    where: {
      channelId: 'sms',
      from: { id: '+593990000001' },
      recipient: { id: '+15005550006' },
      conversation: { id: '+593990000001', isGroup: false },
    },
    message: (text) => ({
      text,
      channelData: { MessageSid: 'SM00', SmsStatus: 'received', NumSegments: '1', Body: text, FromCountry: 'EC' },
    }),
  },
  email: {
    notifications: 'pull',
    where: {
      channelId: 'email',
      from: { id: 'ana@example.org', name: 'Ana' },
      recipient: { id: 'clave@example.com', name: 'clave@example.com' },
      conversation: { id: '5f0c8a2e-mail', isGroup: false, topic: 'Mi clave' },
    },
    message: (text) => ({
      text: `${text}\r\n\r\nSaludos,\r\nAna\r\n\r\nEnviado desde mi iPhone\r\n\r\nEl jue, 15 ene 2026 a las 10:00, IESS (&lt;clave@example.com&gt;)\r\nescribió:\r\n&gt; Le envié un código: 000 000. La sucursal es 0009.`,
      channelData: { subject: 'RE: Mi clave', importance: 'normal' },
    }),
  },
  telegram: {
    notifications: 'push',
    where: {
      channelId: 'telegram',
      from: { id: '990000002', name: 'ana' },
      recipient: { id: 'claveiessbot', name: 'Clave' },
      conversation: { id: '990000002', isGroup: false },
    },
    message: (text) => ({
      text,
      channelData: {
        update_id: 1,
        message: { message_id: 7, chat: { id: 990000002, type: 'private' }, date: 1_768_489_200, text },
      },
    }),
  },
  whatsapp: {
    notifications: 'pull',
    where: {
      channelId: 'whatsapp',
      from: { id: 'whatsapp:+593990000003', name: 'Ana' },
      recipient: { id: 'whatsapp:+14155238886' },
      conversation: { id: 'whatsapp:+593990000003', isGroup: false },
    },
    message: (text) => ({
      text,
      channelData: { WaId: '593990000003', ProfileName: 'Ana', MessageType: 'text', Body: text },
    }),
  },
};

const isDone = ({ text }: Partial<Activity>): boolean => text?.includes('su nueva clave ya funciona') === true;

describe('a recovery by text alone', () => {
  let service: RunningService;
  let channel: FakeChannel;
  beforeAll(async () => {
    [service, channel] = await Promise.all([startService(), startFakeChannel()]);
  });
  afterAll(() => Promise.all([service.stop(), channel.stop()]));

  it.each(Object.entries(SHAPES))('over %s goes from the first word to the new key', async (name, shape) => {
    const { deliver } = channelUser(
      channel,
      service.url,
      (shape.where as { conversation: { id: string } }).conversation.id,
    );
    const say = (text: string) => deliver({ type: 'message', ...shape.where, ...shape.message(text) });
    const before = channel.replies.length;
    const here = () =>
      channel.replies.slice(before).filter(({ type }) => type === 'message') as readonly Partial<Activity>[];

    const [greeting] = await say('hola');
    expect(greeting).toContain('Bienvenido');
    expect((await say('recuperar mi clave'))[0]).toContain('cédula');
    expect((await say('1710034065'))[0]).toContain('RUC');
    expect((await say('1799999915001'))[0]).toContain('sucursal');
    expect((await say('1'))[0]).toContain('Cédula: 1710034065');
    expect((await say('sí'))[0]).toContain('Le envié un código');
    expect((await say(`mi código es ${await service.code()}`))[0]).toContain('El código es correcto');

    await setKeyByLink(service.url, await service.link(), `faro lento bajo nube ${name}`);
    if (shape.notifications === 'push') await waitUntil(() => here().at(-1)?.text?.startsWith('¿Algo más?') === true);
    else expect((await say('listo')).join()).toContain('su nueva clave');
    expect((await say('gracias'))[0]).toBe('Con mucho gusto.');

    expect(here().filter(isDone)).toHaveLength(1);
    for (const reply of here()) {
      expect(reply.text).not.toMatch(/\*\*|\]\(|<|&\w+;/);
      expect(reply).toMatchObject({ textFormat: 'plain' });
      expect(reply.attachments).toBeUndefined();
      if (name !== 'telegram') expect(reply.suggestedActions).toBeUndefined();
    }
    if (name !== 'telegram') expect(greeting).toContain('Puede responder: «Recuperar mi clave», «Qué necesito»');
    expect(service.log()).not.toMatch(/(turn|request|mail|jobs|connection) failed/);
  });
});
