import type { Locale } from '../../../src/domain/locale';
import type { Branch } from '../../../src/domain/claim/branch';
import type { OneTimeCode } from '../../../src/domain/recovery/one-time-code';
import { Sensitive } from '../../../src/domain/sensitive';
import { MINUTE, type Instant } from '../../../src/domain/time';
import { createMessageCatalog } from '../../../src/i18n/message-catalog';
import { createMailRenderer } from '../../../src/mail/mail-renderer';
import type { Mail } from '../../../src/ports/mail/mail-renderer';
import type { SecurityPhrase } from '../../../src/ports/security/phrase-book';

export const SAMPLE_LINK = `https://claves.example.org/restablecer#t=${'A1_-'.repeat(11).slice(0, 43)}`;

/** 15:04:05 in Guayaquil. */
const MOMENT = Date.UTC(2026, 0, 31, 20, 4, 5) as Instant;
const LIFETIME = { endsAt: MOMENT, lifetime: 3 * MINUTE };

/** Values that a mail may contain. */
export interface SampleValues {
  readonly code?: string;
  readonly link?: string;
  readonly phrase?: string;
  readonly ruc?: string;
  readonly isResent?: boolean;
}

/** Creates one mail of each kind. */
export function sampleMails(locale: Locale, values: SampleValues = {}): readonly Mail[] {
  const {
    code = '012345',
    link = SAMPLE_LINK,
    phrase = 'colibrí sendero',
    ruc = '17•••••915001',
    isResent = false,
  } = values;
  const common = { locale, phrase: phrase as SecurityPhrase, maskedRuc: ruc, branch: '0002' as Branch };
  return [
    { ...common, kind: 'code', code: new Sensitive(code as OneTimeCode), ...LIFETIME, isResent },
    { ...common, kind: 'link', link: new Sensitive(link), ...LIFETIME },
    { ...common, kind: 'key-changed', changedAt: MOMENT },
  ];
}

const renderer = createMailRenderer({ catalog: createMessageCatalog() });

/** Returns the mail with its sensitive parts exposed. */
export function renderMail(mail: Mail) {
  const { text, html, ...rest } = renderer.render(mail);
  return { ...rest, text: text.expose(), html: html.expose() };
}
