import type { Branch } from '../../src/domain/claim/branch';
import type { OneTimeCode } from '../../src/domain/recovery/one-time-code';
import { LOCALES } from '../../src/domain/locale';
import { Sensitive } from '../../src/domain/sensitive';
import type { Instant } from '../../src/domain/time';
import { createMessageCatalog } from '../../src/i18n/message-catalog';
import { createMailRenderer } from '../../src/mail/mail-renderer';
import type { SecurityPhrase } from '../../src/ports/security/phrase-book';
import { previewOf } from '../../src/web/mailbox/list/mail-preview';
import { findMailPurpose } from '../../src/web/mailbox/reader/mail-purpose';
import { nameMails } from '../../src/web/mailbox/list/name-mails';

const LINK = `https://claves.example.org/restablecer#t=${'A1_-'.repeat(11).slice(0, 43)}`;
const moment = Date.UTC(2026, 0, 31, 20, 4, 5) as Instant;
const lifetime = { endsAt: moment, lifetime: 180_000 };
const writer = createMailRenderer({ catalog: createMessageCatalog() });

describe.each(LOCALES)('mails in %s as the local mailbox shows them', (locale) => {
  const letter = {
    locale,
    phrase: 'colibrí sendero' as SecurityPhrase,
    maskedRuc: '17•••••915001',
    branch: '0001' as Branch,
  };
  const mails = [
    writer.render({
      ...letter,
      kind: 'code',
      code: new Sensitive('012345' as OneTimeCode),
      ...lifetime,
      isResent: false,
    }),
    writer.render({ ...letter, kind: 'link', link: new Sensitive(LINK), ...lifetime }),
    writer.render({ ...letter, kind: 'key-changed', changedAt: moment }),
  ].map(({ text }) => text.expose());

  it('a code can be copied, a link opened, and a notice read', () => {
    expect(mails.map(findMailPurpose)).toEqual([
      { kind: 'copy-code', code: '012 345' },
      { kind: 'open-link', href: LINK },
      { kind: 'read' },
    ]);
  });

  it('the preview of a mail is its first sentence, without an address', () => {
    const copy = createMessageCatalog()(locale);
    const begin = [
      copy('mail.code.instruction'),
      copy('mail.link.instruction'),
      copy('mail.key-changed.when', {
        theTime: locale === 'en' ? '3:04 p.m.' : 'las 3:04 p. m.',
        day: locale === 'en' ? 'January 31' : '31 de enero',
      }),
    ];
    mails.map(previewOf).forEach((preview, at) => {
      expect(preview.startsWith(begin[at] ?? 'no mail')).toBe(true);
      expect(preview).not.toMatch(/https?:|\n/);
    });
  });
});

describe('text of a mail of unknown kind', () => {
  it('no code is read from a telephone number in a sentence, and no reset link from another address', () => {
    expect(findMailPurpose('Llame al 394 5666 hoy.\n\nhttps://example.org/otra')).toEqual({ kind: 'read' });
  });

  it('the preview of an unknown mail begins with its first word', () => {
    expect(previewOf('Hola.\n')).toBe('Hola.');
  });
});

describe('ids of mails in the local mailbox', () => {
  const mail = (at: string) => ({ to: 'ana@example.com', subject: 'A', text: '123 456', html: '', at });
  const early = mail('2026-01-02T03:04:05.000Z');
  const late = mail('2026-01-02T03:04:06.000Z');
  const namesOf = (...mails: (typeof early)[]) => nameMails(mails).map(({ name }) => name);

  it('mails of the same moment have different ids', () => {
    expect(new Set(namesOf(late, early, early, early)).size).toBe(4);
  });

  it('the ids stay the same when other mails arrive', () => {
    const before = namesOf(early, early);
    expect(namesOf(late, early, early, early).slice(-2)).toEqual(before);
  });

  it('the ids reveal nothing of the mail’s content', () => {
    expect(namesOf(early)).toEqual([Date.parse(early.at).toString(36)]);
  });
});
