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
    ['&copy; &unknown; &#99999999;', '&copy; &unknown; &#99999999;'],
    ['&#1114112;', '&#1114112;'],
    ['<p>sí</p>', 'sí'],
    ['<div>1710034065</div><div>0001</div>', '1710034065\n0001'],
    ['1 < 2 y 3 > 2 <script>', '1 < 2 y 3 > 2 <script>'],
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

  it.each([null, undefined, ''])('reads no text from %p', (text) => {
    expect(read({ text })).toBe('');
  });

  it('reads any text in linear time', () => {
    const texts = ['<at '.repeat(50_000), '&#'.repeat(100_000), '<'.repeat(200_000), `el ${'1'.repeat(200_000)}`];
    for (const text of texts) {
      expect(read({ text }).length).toBeGreaterThan(0);
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
