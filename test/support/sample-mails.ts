import type { Locale } from '../../src/domain/locale';
import type { OneTimeCode } from '../../src/domain/one-time-code';
import { Sensitive } from '../../src/domain/sensitive';
import type { Instant } from '../../src/domain/time';
import { createWords } from '../../src/i18n/load-copy';
import { createMailWriter } from '../../src/mail/mail-writer';
import type { Mail } from '../../src/ports/mail-writer';
import type { SecurityPhrase } from '../../src/ports/phrase-book';

export const LINK = `https://claves.example.org/restablecer#t=${'A1_-'.repeat(11).slice(0, 43)}`;

/** 15:04:05 in Guayaquil. */
const MOMENT = Date.UTC(2026, 0, 31, 20, 4, 5) as Instant;

/** What a mail may be given. */
export interface SampleValues {
  readonly code?: string;
  readonly link?: string;
  readonly phrase?: string;
  readonly ruc?: string;
}

/** One mail of each kind. */
export function sampleMails(
  locale: Locale,
  { code = '012345', link = LINK, phrase = 'colibrí sendero', ruc = '17•••••••••001' }: SampleValues = {},
): readonly Mail[] {
  const letter = { locale, phrase: phrase as SecurityPhrase, maskedRuc: ruc };
  return [
    { ...letter, kind: 'code', code: new Sensitive(code as OneTimeCode), endsAt: MOMENT },
    { ...letter, kind: 'link', link: new Sensitive(link), endsAt: MOMENT },
    { ...letter, kind: 'key-changed', changedAt: MOMENT },
  ];
}

const writer = createMailWriter({ words: createWords() });

/** The mail as it is read, with its parts in the open. */
export function writeMail(mail: Mail) {
  const { text, html, ...rest } = writer.write(mail);
  return { ...rest, text: text.expose(), html: html.expose() };
}
