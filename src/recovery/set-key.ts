import { checkAccessKeyFormat, type AccessKey, type AccessKeyFault } from '../domain/employer/access-key';
import { documentNumber } from '../domain/claim/identity-document';
import type { ResetSessionToken } from '../domain/recovery/reset-link';
import { Sensitive } from '../domain/sensitive';
import type { EmployerRecord } from '../domain/employer/employer';
import type { RecoveryId } from '../ports/ids';
import type { RecoveryFacts, TokenDigest } from '../ports/recovery/recovery-store';
import { cancelAsVoid } from './end-void';
import { createMailJob } from './mail/jobs';
import type { RecoveryOptions } from './options';
import { recheckEmployer } from './target/recheck';
import { recordEvent } from './audit';
import type { SetKeyOutcome } from './recovery';
import { digestToken } from './secrets/digests';

interface OpenSession {
  readonly id: RecoveryId;
  readonly digest: TokenDigest;
  readonly facts: RecoveryFacts;
}

/** Sets the key through an opened link. The registry's compare-and-set decides; everything before it is courtesy. */
export async function setKey(
  options: RecoveryOptions,
  token: Sensitive<ResetSessionToken>,
  key: Sensitive<string>,
): Promise<SetKeyOutcome> {
  const { credentials } = options;
  // Keyboards differ in how they write an accent: one key must be one key on all of them.
  const proven = new Sensitive(key.expose().normalize('NFC') as AccessKey);
  const session = await findSession(options, token);
  if (session === undefined) return { kind: 'gone' };

  const faults = judgeKey(options, session.facts, proven);
  if (faults.length > 0) return { kind: 'refused', faults };

  const checked = await recheckEmployer(options, session.facts);
  if (checked.kind === 'void') return judgeVoid(options, session, proven);
  if (await credentials.isCurrentKey(checked.record.id, proven)) return judgeRepeat(options, session);
  return change(options, session, { employer: checked.record, key: proven });
}

async function findSession(
  { store }: RecoveryOptions,
  token: Sensitive<ResetSessionToken>,
): Promise<OpenSession | undefined> {
  const digest = digestToken(token);
  const id = await store.findByToken(digest);
  const session = id && (await store.findResetSession(id, digest));
  const found = id && session && (await store.find(id));
  return found && { id, digest, facts: found.facts };
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

/** Something changed meanwhile: unless it was this very key, sent twice at once, the session ends. */
async function judgeVoid(
  options: RecoveryOptions,
  session: OpenSession,
  key: Sensitive<AccessKey>,
): Promise<SetKeyOutcome> {
  const { credentials, employers } = options;
  const now = await employers.find(session.facts.claim);
  const isRepeat =
    now !== undefined &&
    now.credentialVersion > session.facts.credentialVersion &&
    (await credentials.isCurrentKey(now.id, key));
  if (isRepeat) {
    // The call that changed it died before it came so far.
    if ((await finish(options, session)) === 'finished') recordChange(options, session);
    return { kind: 'changed' };
  }
  await cancelAsVoid(options, session.id, session.facts);
  return { kind: 'gone' };
}

/** The key in force was sent: the same POST twice when the version has moved on, otherwise the old key once more. */
async function judgeRepeat({ employers }: RecoveryOptions, { facts }: OpenSession): Promise<SetKeyOutcome> {
  const now = await employers.find(facts.claim);
  return now?.credentialVersion === facts.credentialVersion
    ? { kind: 'refused', faults: ['same-as-old'] }
    : { kind: 'changed' };
}

async function change(
  options: RecoveryOptions,
  session: OpenSession,
  { employer, key }: { readonly employer: EmployerRecord; readonly key: Sensitive<AccessKey> },
): Promise<SetKeyOutcome> {
  const { credentials, hasher, queue, settings, store } = options;
  const hash = await hasher.hash(key);
  // Written down before the change, so that no crash keeps the owner from hearing of it.
  const notice = createMailJob(options, 'key-changed', session.id);
  await queue.schedule(notice, settings.mail.scheduledNoticeDelay);
  // Hashing takes long: whoever gave up or had the target paused meanwhile is heard. Last of all, so that hardly any time is left for more.
  const isOpen = (await store.findResetSession(session.id, session.digest)) !== undefined;
  const expectedVersion = session.facts.credentialVersion;
  if (!isOpen || (await credentials.setKey({ employer: employer.id, hash, expectedVersion })) === 'stale') {
    await queue.unschedule(notice);
    return (await credentials.isCurrentKey(employer.id, key)) ? { kind: 'changed' } : { kind: 'gone' };
  }

  recordChange(options, session);
  // The key is changed whatever happens now, so the notice is owed even when the store has gone away.
  try {
    await finish(options, session);
  } finally {
    await queue.add(notice);
  }
  return { kind: 'changed' };
}

/** The recovery is done, and the chat hears of it once: also when the call that changed the key died before it got this far. */
async function finish({ store, timers }: RecoveryOptions, { digest, id }: OpenSession) {
  const outcome = await store.complete(id, digest);
  if (outcome === 'finished') await timers.start({ recovery: id, reason: 'news' }, 0);
  return outcome;
}

const recordChange = (options: RecoveryOptions, { facts }: OpenSession): void => {
  recordEvent(options, facts, { event: 'key-changed', outcome: 'changed' });
};
