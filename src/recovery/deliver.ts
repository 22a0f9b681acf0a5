import { maskRuc } from '../domain/ruc';
import { resetLink, type LinkToken } from '../domain/reset-link';
import type { OneTimeCode } from '../domain/one-time-code';
import { Sensitive } from '../domain/sensitive';
import { later, type Instant } from '../domain/time';
import type { EmailAddress } from '../domain/email-address';
import type { Mac } from '../ports/key-ring';
import type { MailJob } from '../ports/mail-queue';
import type { Mail } from '../ports/mail-writer';
import type { MailReceipt } from '../ports/mailer';
import type { MailKind, RecoveryFacts, RecoveryId, TokenDigest } from '../ports/recovery-store';
import type { RecoveryOptions } from './options';
import { recheck } from './recheck';
import { digestToken, macCode, TOKEN_BYTES } from './secrets';

/** Does one mail job. Done twice, after a crash, it makes a new secret and the earlier one is dead. */
export async function deliver(options: RecoveryOptions, { kind, recovery }: MailJob): Promise<void> {
  switch (kind) {
    case 'code':
    case 'link':
      return deliverSecret(options, recovery, kind);
    case 'key-changed':
      return announceChange(options, recovery);
  }
}

/**
 * The order matters: the secret's MAC is placed before the mail leaves, so that no mail carries a code the store does not know, and its
 * three minutes start when the mail service has accepted it, so that a slow service does not eat them.
 */
async function deliverSecret(options: RecoveryOptions, id: RecoveryId, kind: MailKind): Promise<void> {
  const { notifier, store } = options;
  const found = await store.find(id);
  if (found === undefined || !('mail' in found.stage) || found.stage.mail !== kind) return;
  const { facts, stage } = found;

  let settled: { readonly tell: boolean } = { tell: false };
  try {
    // A job may come too late to send anything, and the chat still be waiting to hear it; `giveUp` knows whether it is.
    settled = stage.kind === 'sending' ? await sendSecret(options, { id, kind, facts }) : await store.giveUp(id, kind);
  } catch (error) {
    settled = await store.giveUp(id, kind);
    throw error;
  } finally {
    if (settled.tell) await notifier.tell(facts.replyTo, id);
  }
}

interface SecretMail {
  readonly id: RecoveryId;
  readonly kind: MailKind;
  readonly facts: RecoveryFacts;
}

async function sendSecret(
  options: RecoveryOptions,
  { id, kind, facts }: SecretMail,
): Promise<{ readonly tell: boolean }> {
  const { store } = options;
  const checked = await recheck(options, facts);
  if (checked.kind === 'void') return store.giveUp(id, kind);

  const secret = makeSecret(options, id, kind);
  const placed = await store.place(id, kind, secret.digest);
  if (placed.kind === 'cancelled') return store.giveUp(id, kind);

  const receipt = await send(options, checked.mailbox, secret.mail(facts, placed.at));
  switch (receipt.kind) {
    case 'accepted':
      return store.start(id, kind, secret.digest);
    case 'refused':
      return store.giveUp(id, kind);
  }
}

interface Secret {
  readonly digest: Mac | TokenDigest;
  mail(facts: RecoveryFacts, at: Instant): Mail;
}

/** The plain code or token exists from here to the mail call and nowhere else. */
function makeSecret({ keyRing, random, settings }: RecoveryOptions, id: RecoveryId, kind: MailKind): Secret {
  switch (kind) {
    case 'code': {
      const code = new Sensitive(random.digits(settings.codeLength) as OneTimeCode);
      return {
        digest: macCode(keyRing, id, code),
        mail: (facts, at) => ({ kind, ...letter(facts), code, endsAt: later(at, settings.lifetimes.code) }),
      };
    }
    case 'link': {
      const token = new Sensitive(random.token(TOKEN_BYTES) as LinkToken);
      const link = new Sensitive(resetLink(settings.publicUrl, token));
      return {
        digest: digestToken(token),
        mail: (facts, at) => ({ kind, ...letter(facts), link, endsAt: later(at, settings.lifetimes.link) }),
      };
    }
  }
}

/** The chat hears it and the registered mailbox is warned; neither waits for the other. */
async function announceChange(options: RecoveryOptions, id: RecoveryId): Promise<void> {
  const { clock, employers, notifier, store } = options;
  const found = await store.find(id);
  if (found === undefined) return;
  const { facts } = found;

  const warn = async () => {
    const record = await employers.find(facts.claim);
    if (record?.mailbox === undefined) return;
    await send(options, record.mailbox, { kind: 'key-changed', ...letter(facts), changedAt: clock.now() });
  };
  const [told, warned] = await Promise.allSettled([notifier.tell(facts.replyTo, id), warn()]);
  if (warned.status === 'rejected') throw warned.reason;
  if (told.status === 'rejected') throw told.reason;
}

function send({ mailer, random, writer }: RecoveryOptions, to: EmailAddress, mail: Mail): Promise<MailReceipt> {
  return mailer.send({ to: new Sensitive(to), operation: random.uuid(), ...writer.write(mail) });
}

const letter = ({ claim, locale, phrase }: RecoveryFacts) => ({ locale, phrase, maskedRuc: maskRuc(claim.ruc) });
