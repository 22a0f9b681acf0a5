import type { OneTimeCode } from '../../src/domain/one-time-code';
import { LOCALES } from '../../src/domain/locale';
import { Sensitive } from '../../src/domain/sensitive';
import type { Instant } from '../../src/domain/time';
import { createWords } from '../../src/i18n/load-copy';
import { createMailWriter } from '../../src/mail/mail-writer';
import type { Mail } from '../../src/ports/mail-writer';
import type { SecurityPhrase } from '../../src/ports/phrase-book';

const LINK = `https://claves.example.org/restablecer#t=${'A1_-'.repeat(11).slice(0, 43)}`;
const FIVE_PAST_THREE = Date.UTC(2026, 0, 31, 20, 4, 5) as Instant;
const writer = createMailWriter({ words: createWords() });

const letter = { phrase: 'colibrí sendero' as SecurityPhrase, maskedRuc: '17•••••••••001' };

const mails = LOCALES.flatMap((locale): Mail[] => [
  { ...letter, locale, kind: 'code', code: new Sensitive('012345' as OneTimeCode), endsAt: FIVE_PAST_THREE },
  { ...letter, locale, kind: 'link', link: new Sensitive(LINK), endsAt: FIVE_PAST_THREE },
  { ...letter, locale, kind: 'key-changed', changedAt: FIVE_PAST_THREE },
]);
const ofKind = (kind: Mail['kind']) => mails.filter((mail) => mail.kind === kind);

describe.each(mails.map((mail) => [mail.kind, mail.locale, mail] as const))(
  'the %s mail in %s',
  (_kind, locale, mail) => {
    const { subject, text, html, ...rest } = write(mail);

    it('says in both parts when, for which RUC, with which phrase, and whom to ask', () => {
      for (const part of [text, html]) {
        expect(part).toContain(locale === 'en' ? '15:04:05, Ecuador time' : '15:04:05, hora de Ecuador');
        expect(part).toContain('17•••••••••001');
        expect(part).toContain('colibrí sendero');
        expect(part).toContain('atencionalusuario@iess.gob.ec');
        expect(part).toContain('+593 2 394 5666');
        expect(part).toMatch(locale === 'en' ? /never asks for your key/ : /nunca le pide su clave/);
      }
    });

    it('is marked with its language', () => {
      expect(rest).toEqual({ locale });
      expect(html).toContain(`<html lang="${locale}"`);
    });

    it('has a subject that is one line and gives nothing away', () => {
      expect(subject).not.toMatch(/[\r\n]|\d|colibrí/);
    });

    it('fetches nothing, runs nothing and stays small', () => {
      expect(html).not.toMatch(/<(?:script|img|link|iframe|form|object|table)\b|url\(|@import|\son\w+=/i);
      expect(Buffer.byteLength(html) + Buffer.byteLength(text)).toBeLessThan(30_000);
    });
  },
);

describe('the code mail', () => {
  it.each(ofKind('code'))('shows the code in two groups, in both parts but not in the subject ($locale)', (mail) => {
    const { subject, text, html } = write(mail);
    expect(text).toContain('012 345');
    expect(html).toContain('>012 345</p>');
    expect(subject.replace(/\D/g, '')).toBe('');
  });

  it.each(ofKind('code'))('has nothing to click ($locale)', (mail) => {
    const { text, html } = write(mail);
    expect(text + html).not.toMatch(/href|src=|mailto:|tel:|https?:|www\./i);
  });

  it('is called what the person is told to look for', () => {
    expect(ofKind('code').map((mail) => write(mail).subject)).toEqual([
      'Código de verificación: IESS',
      'Verification code: IESS',
    ]);
  });
});

describe('the link mail', () => {
  it.each(ofKind('link'))('is called as the procedure says, in every language ($locale)', (mail) => {
    expect(write(mail).subject).toBe('Recuperación Clave para RUC');
  });

  it.each(ofKind('link'))('carries the link once in each part, and no other ($locale)', (mail) => {
    const { text, html } = write(mail);
    expect(text.match(/\S*\w+:\/\/\S+/g)).toEqual([LINK]);
    expect([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([LINK]);
    expect(html.match(/https?:/g)).toHaveLength(1);
  });
});

describe('the notice that the key changed', () => {
  it.each(ofKind('key-changed'))('carries no link and says whom to tell ($locale)', (mail) => {
    const { text, html } = write(mail);
    expect(text + html).not.toMatch(/href|https?:|restablecer/i);
    expect(text).toMatch(
      mail.locale === 'en' ? /If it was not you, tell IESS at once/ : /Si no fue usted, avise de inmediato/,
    );
  });
});

it('escapes whatever it is given', () => {
  const html = LOCALES.flatMap((locale): Mail[] => [
    { kind: 'link', locale, endsAt: FIVE_PAST_THREE, link: new Sensitive(`https://x.example/"'><b>`), ...hostile },
    { kind: 'code', locale, endsAt: FIVE_PAST_THREE, code: new Sensitive('<i>"&' as OneTimeCode), ...hostile },
  ])
    .map((mail) => write(mail).html)
    .join();
  expect(html).not.toMatch(/<(?:b|i|script)>/);
  expect(html).toContain('href="https://x.example/&quot;&#39;&gt;&lt;b&gt;"');
  expect(html).toContain('&lt;script&gt;&amp;');
});

const hostile = { phrase: '<script>&' as SecurityPhrase, maskedRuc: '"><script>&' };

function write(mail: Mail) {
  const { text, html, ...rest } = writer.write(mail);
  return { ...rest, text: text.expose(), html: html.expose() };
}
