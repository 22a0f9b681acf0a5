import { checkAccessKeyFormat, type AccessKey, type AccessKeyFault } from '../../domain/employer/access-key';
import { documentNumber } from '../../domain/claim/identity-document';
import type { ResetSessionToken } from '../../domain/recovery/reset-link';
import type { Locale } from '../../domain/locale';
import { Sensitive } from '../../domain/sensitive';
import type { EmployerRecord } from '../../domain/employer/employer';
import type { RecoveryId } from '../../ports/ids';
import type { RecoveryFacts, TokenDigest } from '../../ports/recovery/recovery-store';
import { createMailJob } from '../mail/jobs';
import type { RecoveryOptions } from '../options';
import { cancelAsVoid, recheckEmployer } from '../target/recheck';
import { recordEvent } from '../audit';
import type { SetKeyOutcome } from '../recovery';
import { digestToken } from '../secrets/digests';

export interface TypedKey {
  readonly key: Sensitive<string>;
  /** The language of the notice. */
  readonly locale?: Locale | undefined;
}

interface OpenSession {
  readonly id: RecoveryId;
  readonly digest: TokenDigest;
  /** Whether the key was already changed in it. */
  readonly isDone: boolean;
  readonly facts: RecoveryFacts;
}

/**
 * Sets the key in an open reset session. The registry's compare-and-set decides; every check before it only gives a better answer.
 * @throws Unavailable
 */
export async function setKey(
  options: RecoveryOptions,
  token: Sensitive<ResetSessionToken>,
  { key, locale }: TypedKey,
): Promise<SetKeyOutcome> {
  const { credentials } = options;
  // Keyboards compose accents differently: the same key must be the same text on all of them.
  const normalized = new Sensitive(key.expose().normalize('NFC') as AccessKey);
  const session = await findSession(options, token);
  if (session === undefined) return { kind: 'gone' };

  if (session.isDone) return answerDone(options, session, normalized);

  const faults = judgeKey(options, session.facts, normalized);
  if (faults.length > 0) return { kind: 'refused', faults };

  const checked = await recheckEmployer(options, session.facts);
  if (checked.kind === 'void') return answerVoid(options, session, normalized);
  if (await credentials.isCurrentKey(checked.record.id, normalized)) return answerCurrentKey(options, session);
  return changeKey(options, session, { employer: checked.record, key: normalized, locale });
}

async function findSession(
  { store }: RecoveryOptions,
  token: Sensitive<ResetSessionToken>,
): Promise<OpenSession | undefined> {
  const digest = digestToken(token);
  const id = await store.findByToken(digest);
  const session = id && (await store.findResetSession(id, digest));
  const found = id && session && (await store.find(id));
  return found && { id, digest, isDone: session.kind === 'done', facts: found.facts };
}

function judgeKey(
  { settings, strength }: RecoveryOptions,
  { claim }: RecoveryFacts,
  key: Sensitive<string>,
): readonly AccessKeyFault[] {
  const document = documentNumber(claim.document);
  const faults = checkAccessKeyFormat(key.expose(), { ruc: claim.ruc, document }, settings.key);
  if (faults.length > 0) return faults;
  return strength.score(key, [claim.ruc, document, 'iess']) < settings.key.score ? ['too-weak'] : [];
}

/** The same key is the same POST sent twice; another one comes from a second tab. */
async function answerDone(
  { credentials, employers }: RecoveryOptions,
  { facts }: OpenSession,
  key: Sensitive<AccessKey>,
): Promise<SetKeyOutcome> {
  const record = await employers.find(facts.claim);
  const isSame = record !== undefined && (await credentials.isCurrentKey(record.id, key));
  return { kind: isSame ? 'changed' : 'changed-earlier' };
}

/** The employer changed since the recovery began. Unless the change was this very key, sent twice at once, the session ends. */
async function answerVoid(
  options: RecoveryOptions,
  session: OpenSession,
  key: Sensitive<AccessKey>,
): Promise<SetKeyOutcome> {
  const { credentials, employers } = options;
  const record = await employers.find(session.facts.claim);
  const isDuplicate =
    record !== undefined &&
    record.credentialVersion > session.facts.credentialVersion &&
    (await credentials.isCurrentKey(record.id, key));
  if (isDuplicate) {
    // The process that changed the key may have died before it completed the recovery.
    if ((await complete(options, session)) === 'completed') recordChange(options, session);
    return { kind: 'changed' };
  }
  await cancelAsVoid(options, session.id, session.facts);
  return { kind: 'gone' };
}

/** The current key was sent: either the same POST twice, when the version has changed since, or the old key as the new one. */
async function answerCurrentKey({ employers }: RecoveryOptions, { facts }: OpenSession): Promise<SetKeyOutcome> {
  const record = await employers.find(facts.claim);
  return record?.credentialVersion === facts.credentialVersion
    ? { kind: 'refused', faults: ['same-as-old'] }
    : { kind: 'changed' };
}

interface KeyChange extends TypedKey {
  readonly employer: EmployerRecord;
  readonly key: Sensitive<AccessKey>;
}

async function changeKey(
  options: RecoveryOptions,
  session: OpenSession,
  { employer, key, locale }: KeyChange,
): Promise<SetKeyOutcome> {
  const { credentials, hasher, queue, settings, store } = options;
  const hash = await hasher.hash(key);
  // Scheduled before the change, so that no crash keeps the owner from the notice.
  const notice = createMailJob(options, { kind: 'key-changed', recovery: session.id, locale });
  await queue.schedule(notice, settings.mail.scheduledNoticeDelay);
  // Hashing takes long, and the recovery may be cancelled or its target suspended meanwhile: checked last, just before the change.
  const isOpen = (await store.findResetSession(session.id, session.digest)) !== undefined;
  const expectedVersion = session.facts.credentialVersion;
  if (!isOpen || (await credentials.setKey({ employer: employer.id, hash, expectedVersion })) === 'stale') {
    await queue.unschedule(notice);
    return (await credentials.isCurrentKey(employer.id, key)) ? { kind: 'changed' } : { kind: 'gone' };
  }

  recordChange(options, session);
  // The key is changed whatever happens now, so the notice is owed even when the store is down.
  try {
    await complete(options, session);
  } finally {
    await queue.add(notice);
  }
  return { kind: 'changed' };
}

/** Completes the recovery and has the chat notified, once: also on a later call when the process that changed the key died before this. */
async function complete({ store, timers }: RecoveryOptions, { digest, id }: OpenSession) {
  const outcome = await store.complete(id, digest);
  if (outcome === 'completed') await timers.start({ recovery: id, reason: 'changed' }, 0);
  return outcome;
}

const recordChange = (options: RecoveryOptions, { facts }: OpenSession): void => {
  recordEvent(options, facts, { event: 'key-changed', outcome: 'changed' });
};
