import { createBotHarness } from '../support/bot/bot-harness';
import { createDirectLineHarness, testVisitor } from '../support/bot/direct-line-harness';
import { words } from '../support/recovery/in-memory-recovery';

const CLAIM = '1710034065 ruc 1799999915001 sucursal 1';
const arrival = { type: 'conversationUpdate', membersAdded: [{ id: 'b' }, { id: 'p' }] };
const spanish = words('es-EC');

describe('attachment without text', () => {
  it.each([
    ['audio', { attachments: [{ contentType: 'audio/ogg' }] }],
    ['audio', { attachments: [{ contentType: 'application/octet-stream', name: 'nota de voz.m4a' }] }],
    ['image', { attachments: [{ contentType: 'image/*' }, { contentType: 'text/html', content: '<img>' }] }],
    ['video', { attachments: [{ contentType: 'video/mp4' }] }],
    ['file', { attachments: [{ contentType: 'application/pdf' }] }],
    ['file', { attachments: [{ contentType: 'application/vnd.microsoft.teams.file.download.info', name: 'a.pdf' }] }],
    ['contact', { attachments: [{ contentType: 'text/x-vcard' }] }],
    ['contact', { channelData: { message: { contact: { phone_number: '1' } } } }],
    ['location', { entities: [{ type: 'Place', geo: { latitude: 1 } }] }],
    ['location', { channelData: { message: { attachments: [{ type: 'location' }] } }, attachments: [{}] }],
    ['sticker', { channelData: { message: { sticker_id: 7 } }, attachments: [{ contentType: 'image/png' }] }],
    ['sticker', { channelData: { type: 'message', message: { type: 'sticker' } } }],
    ['other', { attachments: [{ contentType: 'application/vnd.microsoft.card.hero' }] }],
    ['other', { attachments: [{ contentType: '' }] }],
  ])('says that a(n) %s came, and repeats the question', async (kind, sent) => {
    const { post, say } = createBotHarness();
    await say('recuperar', '1710034065');
    const replies = await post({ text: null, ...sent });
    expect(replies).toEqual([spanish(`attachment.${kind}` as 'attachment.audio'), expect.stringContaining('RUC')]);
    expect((await say('1799999915001'))[0]).toContain('sucursal');
  });

  it('counts no attempt at the code, and loses no code', async () => {
    const { backend, post, say } = createBotHarness();
    await say(CLAIM, 'sí');
    for (let time = 1; time <= 6; time += 1) {
      const [remark, question] = await post({ attachments: [{ contentType: 'audio/ogg' }] });
      expect([remark, question]).toEqual([spanish('attachment.audio'), expect.stringContaining('código')]);
    }
    expect((await say(backend.code()))[0]).toContain('El código es correcto');
  });

  it('greets when it is the first message', async () => {
    const { post } = createBotHarness();
    const [remark, greeting] = await post({ attachments: [{ contentType: 'image/jpeg' }] });
    expect([remark, greeting]).toEqual([spanish('attachment.image'), expect.stringContaining('asistente virtual')]);
  });

  it('is ignored beside a text, and when Teams adds it to every message', async () => {
    const { post, say } = createBotHarness();
    await say('recuperar');
    const attachments = [{ contentType: 'image/png' }, { contentType: 'audio/ogg' }, { contentType: 'text/html' }];
    expect((await post({ text: '1710034065', attachments }))[0]).toContain('RUC');
    expect(
      (await post({ text: '', attachments: [{ contentType: 'text/html', content: '<p></p>' }] }))[0],
    ).not.toContain('solo leo texto');
  });

  it('is answered on the website too', async () => {
    const { directLine, readActivities } = createDirectLineHarness();
    await directLine.start(testVisitor, 'en');
    await directLine.post(testVisitor, { type: 'message', attachments: [{ contentType: 'image/png' }] });
    const texts = (await readActivities()).map(({ text }) => text);
    expect(texts).toContain(words('en')('attachment.image'));
  });
});

describe('arrival in the middle of a conversation', () => {
  it.each([
    ['the app is installed again', { type: 'installationUpdate', action: 'add' }],
    ['the person is announced again', arrival],
    ['the channel announces the person in its own name', { ...arrival, from: { id: 'c' } }],
  ])('repeats the question once when %s', async (_what, event) => {
    const { post, say } = createBotHarness();
    await post(arrival);
    await say('recuperar', '1710034065');
    expect(await post(event)).toEqual([expect.stringContaining('RUC')]);
    expect(await post(arrival)).toEqual([]);
    expect((await say('1799999915001'))[0]).toContain('sucursal');
    expect(await post(event)).toEqual([expect.stringContaining('sucursal')]);
  });

  it('stays silent when the channel announces the person behind their first message', async () => {
    const { post, say } = createBotHarness();
    expect(await say('hola')).toEqual([expect.stringContaining('asistente virtual')]);
    expect(await post(arrival)).toEqual([]);
    expect(await post(arrival)).toEqual([]);
    await say('recuperar');
    expect(await post(arrival)).toEqual([expect.stringContaining('cédula')]);
  });

  it('repeats the question when the app is installed again behind the first message', async () => {
    const { post, say } = createBotHarness();
    await say('recuperar');
    expect(await post({ type: 'installationUpdate', action: 'add' })).toEqual([expect.stringContaining('cédula')]);
  });

  it('stays silent when Web Chat opens its page again', async () => {
    const { post, say } = createBotHarness();
    await say('recuperar');
    expect(await post({ type: 'event', name: 'webchat/join' })).toEqual([]);
  });
});

describe('button that opens a chat', () => {
  it.each([
    ['facebook', { text: 'Get Started' }],
    ['facebook', { text: 'GET_STARTED_PAYLOAD' }],
    ['facebook', { text: 'abc', channelData: { postback: { title: 'Empezar', payload: 'abc' } } }],
    ['facebook', { text: null, channelData: { postback: { payload: 'GET_STARTED' } } }],
    ['telegram', { text: '/start' }],
  ])('greets, and later repeats the question, on %s', async (channelId, pressed) => {
    const { post } = createBotHarness();
    const send = (activity: object) => post({ channelId, ...activity });
    expect(await send(pressed)).toEqual([expect.stringContaining('asistente virtual')]);
    await send({ text: 'recuperar' });
    expect(await send(pressed)).toEqual([expect.stringContaining('cédula')]);
    expect(await send(pressed)).toEqual([expect.stringContaining('cédula')]);
    expect((await send({ text: '1710034065' }))[0]).toContain('RUC');
  });
});

describe('edited message', () => {
  it.each([
    ['messageUpdate', {}],
    ['messageUpdate', { channelData: { eventType: 'editMessage' } }],
    ['message', { channelData: { eventType: 'editMessage' } }],
  ])('is not read, and the chat says so once for a run of edits (%s %p)', async (type, fields) => {
    const { post, say } = createBotHarness();
    await say('recuperar', '1710034065');
    const edit = { type, text: '1710034073', ...fields };
    expect(await post(edit)).toEqual([spanish('edited-message'), expect.stringContaining('RUC')]);
    expect(await post(edit)).toEqual([]);
    expect((await say('1799999915001'))[0]).toContain('sucursal');
    expect((await post(edit))[0]).toBe(spanish('edited-message'));
  });

  it('is answered although it has the id of the message that it changes', async () => {
    const { post } = createBotHarness();
    await post({ id: 'x', text: 'recuperar' });
    expect((await post({ id: 'x', type: 'messageUpdate', text: 'hola' }))[0]).toBe(spanish('edited-message'));
  });

  it('stays unanswered when it was deleted or restored, or comes from another person', async () => {
    const { post, say } = createBotHarness();
    await say('recuperar');
    for (const activity of [
      { type: 'messageDelete', channelData: { eventType: 'softDeleteMessage' } },
      { type: 'messageUpdate', channelData: { eventType: 'undeleteMessage' }, text: 'hola' },
      { type: 'messageUpdate', text: 'hola', from: { id: 'somebody else' } },
    ])
      expect(await post(activity)).toEqual([]);
  });
});

describe('language of a conversation', () => {
  it('stays open after an event without a locale, and the first message that names one settles it', async () => {
    const { post } = createBotHarness();
    expect((await post(arrival))[0]).toContain('asistente virtual');
    expect((await post({ text: '1710034065', locale: 'en-US' })).join()).toContain('13 digits');
    expect((await post({ text: '1799999915001', locale: 'es-EC' })).join()).toContain('branch');
  });

  it('is settled by a message that is clearly written in one', async () => {
    const { post } = createBotHarness();
    await post(arrival);
    await post({ text: 'buenos días, necesito recuperar la clave de mi empresa' });
    expect((await post({ text: '1710034065', locale: 'en-US' })).join()).toContain('13 dígitos');
  });

  it('is settled when the person chooses the one it has', async () => {
    const { post } = createBotHarness();
    await post(arrival);
    await post({ text: 'español' });
    await post({ text: 'recuperar' });
    expect((await post({ text: '1710034065', locale: 'en-US' })).join()).toContain('13 dígitos');
  });

  it('is settled by an event that names one', async () => {
    const { post } = createBotHarness();
    expect((await post({ ...arrival, locale: 'en-US' }))[0]).toContain('virtual assistant');
    expect((await post({ text: '1710034065', locale: 'es-EC' })).join()).toContain('13 digits');
  });

  it('stays open while activities name other languages', async () => {
    const { post } = createBotHarness();
    await post({ ...arrival, locale: 'fr-FR' });
    expect((await post({ text: '1710034065' })).join()).toContain('RUC');
    expect((await post({ text: '1799999915001', locale: 'en' })).join()).toContain('branch');
  });
});
