import { LOCALES } from '../../src/domain/locale';
import { readCode } from '../../src/domain/reading/read-code';
import { createMessageCatalog } from '../../src/i18n/message-catalog';
import { compiled } from '../../src/mail/compiled';
import type { Template } from '../../src/mail/template';
import type { Mail } from '../../src/ports/mail/mail-renderer';
import { SAMPLE_LINK, sampleMails, renderMail } from '../support/mail/sample-mails';

const PHONE = '+593 2 394 5666';
const DIAL = 'tel:+59323945666';
const PHONE_LINK = `<a href="${DIAL}" style="color: #0a4b94; font-weight: 700; white-space: nowrap">${PHONE}</a>`;
const mails = LOCALES.flatMap((locale) => sampleMails(locale));
const ofKind = (kind: Mail['kind']) => mails.filter((mail) => mail.kind === kind);

describe.each(mails.map((mail) => [mail.kind, mail.locale, mail] as const))('%s mail in %s', (kind, locale, mail) => {
  const { subject, text, html, ...rest } = renderMail(mail);

  it('states in both parts the time, the RUC, the security phrase and the contact', () => {
    for (const part of [text, wordsOf(html)]) {
      expect(part).toContain(
        locale === 'en' ? 'at 3:04\u00A0p.m. (Ecuador time)' : 'a las 3:04\u00A0p.\u00A0m. (hora de Ecuador)',
      );
      expect(part).toContain('17•••••915001');
      expect(part).toContain('0002');
      expect(part).toContain('colibrí sendero');
      expect(part).toContain('atencionalusuario@iess.gob.ec');
      expect(part).toContain(PHONE);
      expect(part).toMatch(locale === 'en' ? /never asks for your password/ : /nunca le pide su clave/);
    }
  });

  it('states in both parts whom to call when another person asked for the mail', () => {
    const notYou = createMessageCatalog()(locale)(`mail.${kind}.not-you`, { phone: PHONE });
    expect(notYou).toContain(PHONE);
    expect(text).toContain(`\n\n${notYou}\n\n`);
    expect(wordsOf(html)).toContain(notYou);
  });

  it('makes the telephone a link wherever it stands in HTML, and puts no full stop behind a number or an address', () => {
    expect(hrefsIn(html)).toContain(DIAL);
    expect(wordsOf(html.replaceAll(PHONE_LINK, '')).split('\u034f').at(-1)).not.toContain(PHONE);
    expect(text).not.toMatch(/(\d{4}|iess\.gob\.ec|#t=\S+)\.\s/);
  });

  it('fills every slot of the template', () => {
    expect(wordsOf(html) + text).not.toMatch(/[{}…]|undefined|redacted/);
  });

  it('declares its language', () => {
    expect(rest).toEqual({ locale });
    expect(html).toContain(`<html lang="${locale}" dir="ltr">`);
    expect(html).toContain(`<title>${subject}</title>`);
  });

  it('a mail has a subject of one line without secrets', () => {
    expect(subject).not.toMatch(/[\r\n]|\d|colibrí/);
  });

  it('shows only a preview in mail lists', () => {
    const preview = /<div style="display:none[^>]*>([^]*?)<\/div>/.exec(html)?.[1] ?? 'none';
    expect(preview).toMatch(/^[^\u034f]{30,120}(\u034f\u200c\u00a0){100}$/);
    expect(preview).not.toMatch(/012|https?:|colibrí/);
  });

  it('loads nothing, runs no script and stays small', () => {
    expect(html).not.toMatch(/<(?:script|link|iframe|form|object|base)\b|src=|url\(|@import|\son\w+=/i);
    expect(Buffer.byteLength(html)).toBeLessThan(30_000);
    expect(Buffer.byteLength(text)).toBeLessThan(2_000);
  });

  it('a mail has no image, and so needs no alt text', () => {
    expect(html).not.toMatch(/<img\b|background="|<v:/i);
  });

  it('supports dark mode for mail readers and for Outlook', () => {
    expect(html).toContain('<meta name="color-scheme" content="light dark"');
    expect(html).toContain('<style>@media (prefers-color-scheme:dark){');
    expect(html).toContain('<style>[data-ogsb] ');
  });
});

describe('code mail', () => {
  it.each(ofKind('code'))('shows the code in two groups, in both parts but not in the subject ($locale)', (mail) => {
    const { subject, text, html } = renderMail(mail);
    expect(text).toContain('\n\n    012 345\n\n');
    expect(html).toContain('>012\u2009345</div>');
    expect(subject.replace(/\D/g, '')).toBe('');
  });

  it.each(ofKind('code'))('spells the code digit by digit for screen readers ($locale)', (mail) => {
    expect(renderMail(mail).html).toMatch(/<div role="group" aria-label="[^"]+: 0 1 2 3 4 5"/);
  });

  it.each(['012345', '0123456', '01234567'])('makes the code %s copyable in the form that the chat reads', (code) => {
    const [mail] = sampleMails('es-EC', { code }).map(renderMail);
    const [, shown] = /user-select:[^>]*>([\d\u2009]+)</.exec(String(mail?.html)) ?? [];
    const [, printed] = /^ {4}([\d ]+)$/m.exec(String(mail?.text)) ?? [];
    expect([shown, printed].map((copied) => readCode(String(copied), code.length)?.code)).toEqual([code, code]);
  });

  it.each(ofKind('code'))('the chat reads the code from the whole copied mail ($locale)', (mail) => {
    const { subject, text } = renderMail(mail);
    expect(readCode(`${subject}\n${text}`, 6)).toEqual({ code: '012345', isGiven: true });
    expect(readCode(`Me llegó esto a las 10:45 del 30/11/2026:\n\n${text}`, 6)).toEqual({
      code: '012345',
      isGiven: true,
    });
  });

  it.each(ofKind('code'))('the code mail has nothing to click but the telephone ($locale)', (mail) => {
    const { text, html } = renderMail(mail);
    expect(text + html.replaceAll(PHONE_LINK, '')).not.toMatch(/href|src=|mailto:|tel:|https?:|www\./i);
  });

  it('the code mail has the subject that the chat tells the person to look for', () => {
    expect(ofKind('code').map((mail) => renderMail(mail).subject)).toEqual([
      'Código de verificación: IESS',
      'Verification code: IESS',
    ]);
  });

  it('the subject of a code mail that is sent again states the time at which it was written', () => {
    const again = LOCALES.flatMap((locale) => sampleMails(locale, { isResent: true }).slice(0, 1));
    expect(again.map((mail) => renderMail(mail).subject)).toEqual([
      'Código de verificación: IESS (nuevo, 3:01\u00A0p.\u00A0m.)',
      'Verification code: IESS (new, 3:01\u00A0p.m.)',
    ]);
  });
});

describe('link mail', () => {
  it.each(ofKind('link'))(
    'the link mail has the subject of the official procedure in every language ($locale)',
    (mail) => {
      expect(renderMail(mail).subject).toBe('Recuperación Clave para RUC');
    },
  );

  it.each(ofKind('link'))(
    'the link mail contains the link on a line of its own, in a button and as bare text, and no other link ($locale)',
    (mail) => {
      const { text, html } = renderMail(mail);
      expect(text.match(/\S*\w+:\/\/\S+/g)).toEqual([SAMPLE_LINK]);
      expect(text).toContain(`\n\n${SAMPLE_LINK}\n\n`);
      expect(hrefsIn(html).filter((href) => href !== DIAL)).toEqual([SAMPLE_LINK]);
      expect(html.match(/https?:[^"<]*/g)).toEqual([SAMPLE_LINK, SAMPLE_LINK]);
    },
  );
});

describe('key-changed notice', () => {
  it.each(ofKind('key-changed'))(
    'the key-changed notice contains no link but the telephone, and states whom to tell at once ($locale)',
    (mail) => {
      const { text, html } = renderMail(mail);
      expect(text + html.replaceAll(PHONE_LINK, '')).not.toMatch(/href|https?:|restablecer/i);
      expect(text).toMatch(
        mail.locale === 'en' ? /Was it not you\? Call \+593 .* at once/ : /¿No fue usted\? Llame de inmediato/,
      );
    },
  );

  it.each(ofKind('key-changed'))(
    'the key-changed notice warns in both languages, and marks the other ($locale)',
    (mail) => {
      const { text, html } = renderMail(mail);
      const [lang, words] =
        mail.locale === 'en'
          ? ['es-EC', 'En español: su clave del portal del IESS cambió.']
          : ['en', 'In English: your IESS portal password (clave) was changed.'];
      expect(text).toContain(words);
      expect(html).toContain(`<span lang="${lang}">${words}`);
    },
  );
});

describe('values inserted into a mail', () => {
  const markup = `<b>"'&</b><script>`;

  it.each(LOCALES)('inserted values are escaped in HTML and unchanged in plain text (%s)', (locale) => {
    const given = { code: markup, phrase: markup, ruc: markup, link: `https://x.example/${markup}` };
    for (const { text, html } of sampleMails(locale, given).map(renderMail)) {
      expect(text).toContain(markup);
      expect(html).toContain('<b>&lt;b&gt;&quot;&#39;&amp;&lt;/b&gt;&lt;script&gt;</b>');
      expect(html).not.toMatch(/<b>["<]|<script/);
      expect(hrefsIn(html).every((href) => !/[<>']/.test(href))).toBe(true);
    }
  });

  it.each(LOCALES)(
    'inserted values start no line, add no markup, change no text direction and reach no subject (%s)',
    (locale) => {
      const hostile = 'a\r\nBcc: b@example.com\u2028c\u0002d\u0003\u0000e\u202ef\u007f';
      const given = { code: hostile, phrase: hostile, ruc: hostile, link: hostile };
      const reference = sampleMails(locale).map(renderMail);
      sampleMails(locale, given)
        .map(renderMail)
        .forEach(({ subject, text, html }, at) => {
          expect(subject).toBe(reference[at]?.subject);
          expect(text.split('\n')).toHaveLength(reference[at]?.text.split('\n').length ?? NaN);
          expect(text).toContain('aBcc: b@example.comcdef');
          expect(text + html.replaceAll('\u200c', '')).not.toMatch(/[\r\p{Cf}\p{Zl}\p{Zp}]|(?!\n)\p{Cc}/u);
          expect(html.split('<b>')).toHaveLength(reference[at]?.html.split('<b>').length ?? NaN);
        });
    },
  );
});

describe.each(Object.entries(compiled))('template of the %s mail', (_kind, { html, text }) => {
  it('both parts have the same words, apart from their form', () => {
    const [inHtml, inText] = [html, text].map((part) => new Set(keysOf(part)));
    const more = [...(inHtml ?? [])].filter((key) => !inText?.has(key)).map((key) => key.split('.').at(-1));
    expect([...(inText ?? [])].filter((key) => !inHtml?.has(key))).toEqual([]);
    expect(['subject', 'preview', 'button', 'plain-address']).toEqual(expect.arrayContaining(more));
  });

  it('slots are only between tags and in quotes, where escaping is safe', () => {
    html.slots.forEach((_slot, at) => {
      const before = html.pieces.slice(0, at + 1).join('');
      const tag = before.slice(before.lastIndexOf('<'));
      expect(tag.includes('>') || tag.split('"').length % 2 === 0).toBe(true);
      expect(before.lastIndexOf('<style')).toBeLessThanOrEqual(before.lastIndexOf('</style>'));
      expect(before.lastIndexOf('<!--')).toBeLessThanOrEqual(before.lastIndexOf('-->'));
    });
  });
});

const hrefsIn = (html: string): string[] => Array.from(html.matchAll(/href="([^"]*)"/g), ([, href = '']) => href);

const keysOf = ({ slots }: Template<string>): string[] =>
  slots.flatMap((slot) => (typeof slot === 'string' ? [] : [slot.message]));

/** Returns the words of an HTML part without its markup. */
const wordsOf = (html: string): string => html.replace(/<style>[^]*?<\/style>|<!--[^]*?-->|<[^>]*>/g, '');
