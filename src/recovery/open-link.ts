import { maskRuc } from '../domain/ruc';
import type { LinkToken, ResetToken } from '../domain/reset-link';
import { Sensitive } from '../domain/sensitive';
import { SECOND } from '../domain/time';
import { endVoid } from './end-void';
import type { RecoveryOptions } from './options';
import { recheck } from './recheck';
import { record } from './record';
import type { OpenOutcome, ResetView } from './recovery';
import { digestToken, TOKEN_BYTES } from './secrets';

/** Exchanges the link for a reset session, once. */
export async function openLink(options: RecoveryOptions, token: Sensitive<LinkToken>): Promise<OpenOutcome> {
  const { random, store } = options;
  const link = digestToken(token);

  const id = await store.locate(link);
  const found = id && (await store.find(id));
  if (!id || !found) {
    record(options, undefined, { event: 'link-opened', outcome: 'dead' });
    return { kind: 'gone' };
  }
  if ((await recheck(options, found.facts)).kind === 'void') {
    await endVoid(options, id, found.facts);
    return { kind: 'gone' };
  }

  const session = new Sensitive(random.token(TOKEN_BYTES) as ResetToken);
  const opened = await store.open(id, link, digestToken(session));
  record(options, found.facts, { event: 'link-opened', outcome: opened.kind === 'opened' ? 'opened' : 'dead' });
  if (opened.kind !== 'opened') return opened;
  // The chat may say that it saw this. It is a courtesy: the page neither waits for it nor fails with it.
  options.notifier.tell(found.facts.replyTo, id).catch(() => undefined);
  return { ...opened, session };
}

/** What the page may show of a session that was opened before, after a reload say. */
export async function resetSession(options: RecoveryOptions, token: Sensitive<ResetToken>): Promise<ResetView> {
  const { store } = options;
  const digest = digestToken(token);

  const id = await store.locate(digest);
  const session = id && (await store.session(id, digest));
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
