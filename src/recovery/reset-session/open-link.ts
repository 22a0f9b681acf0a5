import { maskRuc } from '../../domain/claim/ruc';
import type { LinkToken, ResetSessionToken } from '../../domain/recovery/reset-link';
import { Sensitive } from '../../domain/sensitive';
import { SECOND } from '../../domain/time';
import { recordEvent } from '../audit';
import type { RecoveryOptions } from '../options';
import type { OpenLinkOutcome, ResetSessionView } from '../recovery';
import { digestToken, TOKEN_BYTES } from '../secrets/digests';
import { recheckOrCancel } from '../target/recheck';

/** Exchanges the link for a reset session, once. @throws Unavailable */
export async function openLink(options: RecoveryOptions, token: Sensitive<LinkToken>): Promise<OpenLinkOutcome> {
  const { random, store } = options;
  const link = digestToken(token);

  const id = await store.findByToken(link);
  const found = id && (await store.find(id));
  if (!id || !found) {
    recordEvent(options, undefined, { event: 'link-opened', outcome: 'dead' });
    return { kind: 'gone' };
  }
  if (found.stage.kind === 'done') {
    recordEvent(options, found.facts, { event: 'link-opened', outcome: 'dead' });
    return { kind: 'done' };
  }
  if ((await recheckOrCancel(options, id, found.facts)).kind === 'void') return { kind: 'gone' };

  const session = new Sensitive(random.token(TOKEN_BYTES) as ResetSessionToken);
  const opened = await store.openLink(id, link, digestToken(session));
  recordEvent(options, found.facts, { event: 'link-opened', outcome: opened.kind === 'opened' ? 'opened' : 'dead' });
  if (opened.kind !== 'opened') return opened;
  // Not awaited: a failed notification must not fail the page.
  options.notifier.notify(found.facts.replyTo, id).catch(() => undefined);
  return { ...opened, session };
}

/** What the page may show of a session opened before, for example after a reload. @throws Unavailable */
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
  const { claim, maskedName } = found.facts;
  return {
    kind: 'running',
    maskedRuc: maskRuc(claim.ruc),
    branch: claim.branch,
    maskedName,
    secondsLeft: Math.ceil(session.msLeft / SECOND),
  };
}
