import type { Pool, PoolClient } from 'pg';
import type { Instant } from '../../../domain/time';
import type { Clock } from '../../../ports/system';
import { Unavailable } from '../../../ports/errors';
import type { KeyRing } from '../../../ports/security/key-ring';
import { BROKEN_CHAIN_HASH, buildChainRows, verifyMark, type AuditEntry, type ChainEnd, type ChainRow } from './chain';
import { beginChain, lockHead, toTimestamp, writeMark } from './marks';
import { inTransaction } from '../in-transaction';
import { orUnavailable } from '../or-unavailable';

const INSERT = `
  INSERT INTO audit_event (seq, at, event, outcome, reason, channel, target, document, employer, conversation, hash)
  SELECT seq, at, event, outcome, reason, channel, target, document, employer, conversation, hash
    FROM jsonb_populate_recordset(NULL::audit_event, $1)`;

export interface AuditWriterOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly keyRing: KeyRing;
  /** Hears that somebody else has changed the end of the trail. */
  readonly onTampering: () => void;
  /** How long a head is waited for that a key has signed which this process does not have, ms. */
  readonly unknownKeyPatience: number;
}

/** Appends to the chain. Processes take turns: whoever has the head's lock chains behind what the one before has committed. */
export function createAuditWriter(options: AuditWriterOptions) {
  const { clock, keyRing, onTampering, pool, unknownKeyPatience } = options;
  /** The chain was seen to reach so far: a head that falls behind was put back. */
  let seen = 0;
  let strangerSince: Instant | undefined;
  let attempt: { readonly entries: readonly AuditEntry[]; readonly end: ChainEnd } | undefined;

  async function append(client: PoolClient, entries: readonly AuditEntry[]): Promise<number> {
    const end = await findEnd(client);
    // The answer to an earlier commit of these may have been lost.
    if (attempt?.entries === entries && (await isThere(client, attempt.end))) return end.seq;

    const rows = buildChainRows(keyRing, end, entries);
    const last = rows.at(-1) ?? end;
    attempt = { entries, end: last };
    await client.query(INSERT, [JSON.stringify(rows.map(toJson))]);
    await writeMark(client, keyRing, { kind: 'head', seq: last.seq, hash: last.hash, at: clock.now() });
    return last.seq;
  }

  /** A head that is not ours is not built upon: from there on the chain shows its break, and goes on. */
  async function findEnd(client: PoolClient): Promise<ChainEnd> {
    const head = (await lockHead(client)) ?? (await beginOrMiss(client));
    const verdict = head && verifyMark(keyRing, head, head.signature);
    if (verdict === 'unknown-key') beyondPatience();
    else strangerSince = undefined;
    if (head && verdict === 'genuine' && head.seq >= seen) return head;
    onTampering();
    return { seq: Math.max(seen, await lastSeq(client)), hash: BROKEN_CHAIN_HASH };
  }

  /** Others may have a newer key, with this process to be replaced by one that has it, too. @throws Unavailable */
  function beyondPatience(): void {
    strangerSince ??= clock.now();
    if (clock.now() - strangerSince < unknownKeyPatience)
      throw new Unavailable(
        'audit-trail',
        Object.assign(new Error('signed by an unknown key'), { code: 'UNKNOWN_KEY' }),
      );
  }

  async function beginOrMiss(client: PoolClient) {
    if (seen > 0) return undefined;
    await beginChain(client, keyRing, clock.now());
    return lockHead(client);
  }

  return {
    /** Written once, also when it is called again with the very same entries because it threw. @throws Unavailable */
    async append(entries: readonly AuditEntry[]): Promise<void> {
      const done = inTransaction(pool, (client) => append(client, entries));
      seen = await orUnavailable(done, 'audit-trail');
      attempt = undefined;
    },
  };
}

async function isThere(client: PoolClient, { hash, seq }: ChainEnd): Promise<boolean> {
  const { rows } = await client.query('SELECT FROM audit_event WHERE seq = $1 AND hash = $2', [seq, hash]);
  return rows.length > 0;
}

async function lastSeq(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ last: string }>('SELECT coalesce(max(seq), 0) AS last FROM audit_event');
  return Number(rows[0]?.last);
}

const toJson = (row: ChainRow) => ({ ...row, at: toTimestamp(row.at) });
