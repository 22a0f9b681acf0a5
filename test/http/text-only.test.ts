import type { Activity } from 'botbuilder';
import { channelUser, startFakeChannel, type FakeChannel } from '../support/channels/fake-channel';
import { startService, type RunningService } from '../support/http/running-service';
import { setKeyByLink } from '../support/http/set-key';
import { waitUntil } from '../support/jest/wait-until';

/** How a channel delivers messages. */
interface ChannelFormat {
  readonly notifications: 'push' | 'pull';
  /** The ids of channel, sender and conversation. */
  readonly ids: object;
  /** Returns the text with everything that the channel adds to it. */
  message(text: string): object;
}

/** The formats of the Bot Framework's own channels, and for WhatsApp that of a relay over Twilio. */
const FORMATS: Readonly<Record<string, ChannelFormat>> = {
  sms: {
    notifications: 'push',
    ids: {
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
    ids: {
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
    ids: {
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
    ids: {
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

describe('recovery by text alone', () => {
  let service: RunningService;
  let channel: FakeChannel;
  beforeAll(async () => {
    [service, channel] = await Promise.all([startService(), startFakeChannel()]);
  });
  afterAll(() => Promise.all([service.stop(), channel.stop()]));

  it.each(Object.entries(FORMATS))(
    'text alone leads from the first message to the new key over %s',
    async (name, format) => {
      const { deliver } = channelUser(
        channel,
        service.url,
        (format.ids as { conversation: { id: string } }).conversation.id,
      );
      const say = (text: string) => deliver({ type: 'message', ...format.ids, ...format.message(text) });
      const before = channel.replies.length;
      const replies = () =>
        channel.replies.slice(before).filter(({ type }) => type === 'message') as readonly Partial<Activity>[];

      const greeting = (await say('hola')).join('\n\n');
      expect(greeting).toContain('asistente virtual');
      expect((await say('recuperar mi clave'))[0]).toContain('cédula');
      expect((await say('1710034065'))[0]).toContain('RUC');
      expect((await say('1799999915001'))[0]).toContain('sucursal');
      expect((await say('1'))[0]).toContain('Cédula: 1710034065');
      expect((await say('sí'))[0]).toContain('Le envié un código');
      expect((await say(`mi código es ${await service.code()}`))[0]).toContain('El código es correcto');

      await setKeyByLink(service.url, await service.link(), `faro lento bajo nube ${name}`);
      if (format.notifications === 'push')
        await waitUntil(() => replies().at(-1)?.text?.startsWith('¿Algo más?') === true);
      else expect((await say('listo')).join()).toContain('su nueva clave');
      expect((await say('gracias'))[0]).toContain('Con gusto');

      expect(replies().filter(isDone)).toHaveLength(1);
      for (const reply of replies()) {
        expect(reply.text).not.toMatch(/\*\*|\]\(|<|&\w+;/);
        expect(reply).toMatchObject({ textFormat: 'plain' });
        expect(reply.attachments).toBeUndefined();
        if (name !== 'telegram') expect(reply.suggestedActions).toBeUndefined();
      }
      if (name !== 'telegram') expect(greeting).toContain('Puede responder: «Recuperar mi clave», «Qué necesito»');
      expect(service.log()).not.toMatch(/(turn|request|mail|jobs|connection) failed/);
    },
  );
});
