import { maskRuc } from '../domain/claim/ruc';
import type { LinkToken, ResetSessionToken } from '../domain/recovery/reset-link';
import { Sensitive } from '../domain/sensitive';
import { SECOND } from '../domain/time';
import { cancelAsVoid } from './end-void';
import type { RecoveryOptions } from './options';
import { recheckEmployer } from './target/recheck';
import { recordEvent } from './audit';
import type { OpenLinkOutcome, ResetSessionView } from './recovery';
import { digestToken, TOKEN_BYTES } from './secrets/digests';

/** Exchanges the link for a reset session, once. */
export async function openLink(options: RecoveryOptions, token: Sensitive<LinkToken>): Promise<OpenLinkOutcome> {
  const { random, store } = options;
  const link = digestToken(token);

  const id = await store.findByToken(link);
  const found = id && (await store.find(id));
  if (!id || !found) {
    recordEvent(options, undefined, { event: 'link-opened', outcome: 'dead' });
    return { kind: 'gone' };
  }
  if ((await recheckEmployer(options, found.facts)).kind === 'void') {
    await cancelAsVoid(options, id, found.facts);
    return { kind: 'gone' };
  }

  const session = new Sensitive(random.token(TOKEN_BYTES) as ResetSessionToken);
  const opened = await store.openLink(id, link, digestToken(session));
  recordEvent(options, found.facts, { event: 'link-opened', outcome: opened.kind === 'opened' ? 'opened' : 'dead' });
  if (opened.kind !== 'opened') return opened;
  // The chat may say that it saw this. It is a courtesy: the page neither waits for it nor fails with it.
  options.notifier.notify(found.facts.replyTo, id).catch(() => undefined);
  return { ...opened, session };
}

/** What the page may show of a session that was opened before, after a reload say. */
export async function viewResetSession(
  options: RecoveryOptions,
  token: Sensitive<ResetSessionToken>,
): Promise<ResetSessionView> {
  const { store } = options;
  const digest = digestToken(token);

  const id = await store.findByToken(digest);
  const session = id && (await store.findResetSession(id, digest));
  if (!id || !session) return { kind: 'gone' };
  if (session.kind === 'done') return { kind: 'done' };

  const found = await store.find(id);
  if (found === undefined) return { kind: 'gone' };
  return {
    kind: 'running',
    maskedRuc: maskRuc(found.facts.claim.ruc),
    secondsLeft: Math.ceil(session.msLeft / SECOND),
  };
}
