import fc from 'fast-check';
import { messageText } from '../../src/bot/channel/message-text';
import { stripQuotedMail } from '../../src/bot/channel/quoted-mail';
import { readActivity } from '../../src/bot/framework';

const read = (activity: object): string => messageText(readActivity({ channelId: 'msteams', ...activity }));
const bot = { id: '28:bot', name: 'Clave IESS' };
const mention = (text: string, id = bot.id) => ({ type: 'mention', mentioned: { id, name: 'Clave IESS' }, text });

describe('text of an activity', () => {
  it.each([
    ['1710034065&nbsp;', '1710034065'],
    ['ruc&nbsp;1799999915001', 'ruc 1799999915001'],
    ['Pérez &amp; Hijos &lt;3', 'Pérez & Hijos <3'],
    ['&amp;lt;', '&lt;'],
    ['&#39;s&#xED;&#39;', "'sí'"],
    ['&copy; &unknown; Pan &amp Cía, &para todos', '© &unknown; Pan &amp Cía, &para todos'],
    ['<!DOCTYPE html><?xml version="1.0"?>sí', 'sí'],
    ['&#1114112;', '\ufffd'],
    ['<p>sí</p>', 'sí'],
    ['<div>1710034065</div><div>0001</div>', '1710034065\n0001'],
    ['1 < 2 y 3 > 2', '1 < 2 y 3 > 2'],
    ['1<2 y 2>1, <3', '1<2 y 2>1, <3'],
    ['mi <RUC 1799999915001> y <1710034065>', 'mi <RUC 1799999915001> y <1710034065>'],
    ['<ruc1799999915001> <EXT204518> <#EXT204518>', '<ruc1799999915001> <EXT204518> <#EXT204518>'],
    ['</3 1710034065> <!1710034065> <?1710034065>', '</3 1710034065> <!1710034065> <?1710034065>'],
    ['sí <!-- 1710034065', 'sí <!-- 1710034065'],
    ['sí <a 1710034065 /', 'sí <a 1710034065 /'],
    ['<?xml version="1.0"?><!DOCTYPE html><h1>sí</h1>', 'sí'],
    ['ana <ana@example.org>', 'ana <ana@example.org>'],
    ['el total <no lo sé', 'el total <no lo sé'],
    ['<ul><li>1710034065</li><li>0001</li></ul>', '1710034065\n0001'],
    ['<table><tr><td>RUC</td><td>1799999915001</td></tr></table>', 'RUC 1799999915001'],
    ['1710034065<o:p></o:p><br/>0001', '1710034065\n0001'],
    ['<style>p { color: red }</style><!-- nota -->sí<script>x()</script>', 'sí'],
    ['<font color="red">no</font> <hi>sí</hi>', 'no sí'],
    ['<quoted messageId="1768489200123"/> 1710034065', '1710034065'],
    ['<quoted messageId="1768489200123">Su RUC</quoted>1710034065', '1710034065'],
    ['<attachment id="7"></attachment>mi cédula', 'mi cédula'],
    ['<blockquote>¿<blockquote>Sí</blockquote>?</blockquote><p>no</p>', 'no'],
    ['uno</blockquote> dos', 'uno\n dos'],
    ['<https://www.iess.gob.ec|la página>', 'la página'],
    ['<https://www.iess.gob.ec>', 'https://www.iess.gob.ec'],
    ['mi cédula: <tel:1710034065|1710034065>', 'mi cédula: 1710034065'],
    ['mi cédula: <tel:1710034065>', 'mi cédula: 1710034065'],
    ['1710034065<tel:1710034065>', '1710034065'],
    ['171 003 4065<tel:+5931710034065> sí', '171 003 4065 sí'],
    ['ruc:<tel:1799999915001>', 'ruc: 1799999915001'],
    ['<mailto:ana@example.org|ana@example.org>', 'ana@example.org'],
    ['ana@example.org<mailto:ana@example.org>', 'ana@example.org'],
    ['<@U012AB3CD> recuperar &amp; listo', 'recuperar & listo'],
    ['<@U012AB3CD|ana> en <#C012AB3CD|general> <!here>', 'ana en general'],
    ['<at id="0">Clave IESS</at> recuperar', 'Clave IESS recuperar'],
    ['  ', ''],
  ])('reads the text of %p as %p', (text, written) => {
    expect(read({ text })).toBe(written);
  });

  it('removes the mention of the bot and keeps other mentions as names', () => {
    const text = '<at>Clave IESS</at> <at>Ana</at> recuperar';
    const entities = [mention('<at>Clave IESS</at>'), mention('<at>Ana</at>', '29:ana')];
    expect(read({ text, recipient: bot, entities })).toBe('Ana recuperar');
  });

  it.each([
    ['without its text', [{ type: 'mention', mentioned: bot }], 'recuperar'],
    ['without text and name', [{ type: 'mention', mentioned: { id: bot.id } }], 'recuperar'],
    ['by the name of the recipient', [], 'recuperar'],
    [
      'of another person first',
      [mention('<at>Clave</at>', '29:ana'), { type: 'mention', mentioned: bot }],
      'Clave recuperar',
    ],
  ])('recognises the mention of the bot %s', (_how, entities, written) => {
    const recipient = entities.length === 0 ? { ...bot, name: 'Clave' } : bot;
    const ofBot = entities.length === 2 ? `<at>Clave</at> <at>${bot.name}</at>` : '<at>Clave</at>';
    expect(read({ text: `${ofBot} recuperar`, recipient, entities })).toBe(written);
  });

  it('removes a mention that the channel writes without tags', () => {
    expect(read({ text: '@Clave recuperar', recipient: bot, entities: [mention('@Clave')] })).toBe('recuperar');
  });

  it('reads the reply, and not the message that Teams quotes in it', () => {
    const reply = 'itemscope itemtype="http://schema.skype.com/Reply" itemid="1768489200123"';
    const content = `<blockquote ${reply}><strong>Bot</strong><p itemprop="preview">Su RUC</p></blockquote><p>no</p>`;
    const attachments = [{ contentType: 'text/html', content }];
    expect(read({ text: 'Bot\nSu RUC\nno', attachments })).toBe('no');
    expect(read({ text: 'no', attachments: [{ contentType: 'text/html', content: '<p>sí</p>' }] })).toBe('no');
  });

  it('keeps a text without tags as it is', () => {
    const parts = ['<', '>', '< ', '</', '/>', '<3', '1710034065', 'sí', ' ', '"', "'", '=', '|', '!', '?'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts)), (typed) => {
        const text = typed.join('').replace(/ +/g, ' ').trim();
        // A typed comment is left out.
        fc.pre(!/<\/?s|<!-/.test(text));
        expect(read({ text })).toBe(text);
      }),
    );
  });

  it('loses no number beside broken tags', () => {
    const parts = ['<', '</', '<a', '<b ', ' c="', '<!', '<!-', '<?', '&', 'x', ' 7 ', "'", '=', '/', '</a'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts)), (typed) => {
        const numbers = typed.filter((part) => part === ' 7 ');
        expect(read({ text: typed.join('') }).match(/7/g) ?? []).toHaveLength(numbers.length);
      }),
    );
  });

  it('loses no number that a person types, whatever signs stand around it', () => {
    const part = fc.constantFrom(
      '<',
      '>',
      '</',
      '/>',
      '<!',
      '<?',
      '&',
      '&amp',
      '"',
      "'",
      ' ',
      '<a ',
      '</a ',
      '<b>',
      '|',
    );
    fc.assert(
      fc.property(fc.array(part), fc.array(part), (before, after) => {
        expect(read({ text: `${before.join('')}1710034065${after.join('')}` })).toContain('1710034065');
      }),
    );
  });

  it.each([null, undefined, ''])('reads no text from %p', (text) => {
    expect(read({ text })).toBe('');
  });

  it('reads any text in linear time', () => {
    const texts = [
      '<at>1'.repeat(40_000) + '</at>'.repeat(40_000),
      '<blockquote>'.repeat(20_000) + '</p>'.repeat(20_000),
      '<tel:'.repeat(50_000),
      '</a'.repeat(80_000),
      '<!'.repeat(100_000),
      '<at '.repeat(50_000),
      '&#'.repeat(100_000),
      '<'.repeat(200_000),
      `el ${'1'.repeat(200_000)}`,
    ];
    for (const text of texts) {
      const started = performance.now();
      expect(read({ text }).length).toBeGreaterThanOrEqual(0);
      expect(performance.now() - started).toBeLessThan(1_000);
      expect(read({ text: text.replace(/ /g, '\n'), channelId: 'email' }).length).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('text of an e-mail', () => {
  const quoted = '> Le envié un código.\n> 000 000';
  it.each<[string, string]>([
    ['quoted lines alone', quoted],
    ['Gmail in Spanish', `El jue, 15 ene 2026 a las 10:00, IESS <a@b.example> escribió:\n\n${quoted}`],
    ['Gmail in Spanish, over two lines', `El jue, 15 ene 2026 a las 10:00, IESS (<a@b.example>)\nescribió:\n${quoted}`],
    ['Gmail in English', `On Thu, Jan 15, 2026 at 10:00 AM IESS <a@b.example> wrote:\n\n${quoted}`],
    ['Outlook in Spanish', 'De: IESS <a@b.example>\nEnviado el: jueves, 15 de enero de 2026\nPara: Ana\n\nLe envié'],
    ['Outlook in English', 'From: IESS\nSent: Thursday, January 15, 2026 10:00\nTo: Ana\n\nI sent'],
    [
      'Outlook with bold headers',
      '*De:* IESS <a@b.example>\n*Enviado:* jueves, 15 de enero de 2026\n*Para:* Ana\n\n000 000',
    ],
    ['Outlook, over three lines', 'De: IESS\n<a@b.example>\nEnviado el: jueves, 15 de enero de 2026\n\n000 000'],
    ['Gmail, over three lines', `El jue, 15 ene 2026 a las 10:00,\nIESS (<a@b.example>)\nescribió:\n\n000 000`],
    ['Zoho', '---- El jue, 15 ene 2026 10:00:00 -0500 IESS <a@b.example> escribió ----\n\n000 000'],
    ['Outlook on the web', '________________________________\nDe: IESS\nLe envié'],
    ['a quoted original message', '-----Mensaje original-----\nDe: IESS'],
    ['a quoted original message in English', '-----Original Message-----\nFrom: IESS'],
    ['a signature', '-- \nAna\nEmpresa 0009'],
    ['the signature of a telephone', 'Enviado desde mi iPhone'],
    ['a closing formula', 'Saludos cordiales,\nAna, teléfono 0990000001'],
  ])('reads only what stands above %s', (_what, below) => {
    expect(stripQuotedMail(`1710034065\nruc 1799999915001\n\n${below}`)).toBe('1710034065\nruc 1799999915001');
    expect(stripQuotedMail(below)).toBe(below.startsWith('Saludos') ? below : '');
  });

  it('reads only what stands above the quotation in the HTML of a mail', () => {
    const introduction =
      'El jue, 15 ene 2026 a las 10:00, IESS &lt;<a href="mailto:a@b.example">a@b.example</a>&gt; escribió:';
    const gmail = `<div dir="ltr">sí&nbsp;</div><div class="gmail_quote">${introduction}<br><blockquote>no</blockquote></div>`;
    const outlook =
      '<p>sí<o:p></o:p></p><hr><div><b>De:</b> IESS<br><b>Enviado:</b> 15 de enero<br><b>Para:</b> Ana</div>no';
    for (const text of [gmail, outlook]) expect(read({ text, channelId: 'email' })).toBe('sí');
  });

  it.each([
    ['El código es 918273\nEl jue, 15 ene 2026, IESS <a@b.example> escribió:', 'El código es 918273'],
    ['El RUC es 1799999915001\nEl jue, 15 ene 2026, IESS\n<a@b.example> escribió:', 'El RUC es 1799999915001'],
    ['El código que me dieron el 15 escribió:\n123456', 'El código que me dieron el 15 escribió:\n123456'],
    ['Saludos', 'Saludos'],
    ['Buenos días\nun saludo,\nmi cédula es 1710034065', 'Buenos días\nun saludo,\nmi cédula es 1710034065'],
    ['Estimados\nSaludos\n1710034065', 'Estimados\nSaludos\n1710034065'],
    ['Buenas tardes, sí\nSaludos,\nAna, 0990000001', 'Buenas tardes, sí'],
    ['de: 1710034065', 'de: 1710034065'],
    ['On the way, RUC 1799999915001', 'On the way, RUC 1799999915001'],
  ])('reads the mail %p as %p', (body, expected) => {
    expect(stripQuotedMail(body)).toBe(expected);
  });
});
