import type { Pool, PoolClient } from 'pg';
import type { Instant } from '../../../domain/time';
import type { Clock } from '../../../ports/system';
import { Unavailable } from '../../../ports/errors';
import type { KeyRing } from '../../../ports/security/key-ring';
import { BROKEN_CHAIN_HASH, buildChainRows, verifyMark, type AuditEntry, type ChainEnd, type ChainRow } from './chain';
import { beginChain, lockHead, toTimestamp, writeMark } from './marks';
import { inTransaction } from '../in-transaction';
import { orPostgresUnavailable } from '../or-unavailable';

const INSERT = `
  INSERT INTO audit_event (seq, at, event, outcome, reason, channel, target, document, employer, conversation, hash)
  SELECT seq, at, event, outcome, reason, channel, target, document, employer, conversation, hash
    FROM jsonb_populate_recordset(NULL::audit_event, $1)`;

export interface AuditWriterOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly keyRing: KeyRing;
  /** Called when the end of the trail was changed by another program. */
  readonly onTampering: () => void;
  /** How long (ms) to wait when the head is signed by a key that this process does not have. */
  readonly unknownKeyTimeout: number;
}

/** Appends to the chain. Processes take turns by the lock of the head, so each chains behind the last committed row. */
export function createAuditWriter(options: AuditWriterOptions) {
  const { clock, keyRing, onTampering, pool, unknownKeyTimeout: unknownKeyPatience } = options;
  /** The last number that this process has seen. A head with a lower number was set back. */
  let seen = 0;
  let unknownKeySince: Instant | undefined;
  let attempt: { readonly entries: readonly AuditEntry[]; readonly end: ChainEnd } | undefined;

  async function append(client: PoolClient, entries: readonly AuditEntry[]): Promise<number> {
    const end = await findEnd(client);
    // These entries may be committed already, with the reply lost.
    if (attempt?.entries === entries && (await isCommitted(client, attempt.end))) return end.seq;

    const rows = buildChainRows(keyRing, end, entries);
    const last = rows.at(-1) ?? end;
    attempt = { entries, end: last };
    await client.query(INSERT, [JSON.stringify(rows.map(toJson))]);
    await writeMark(client, keyRing, { kind: 'head', seq: last.seq, hash: last.hash, at: clock.now() });
    return last.seq;
  }

  /** Returns the end to chain behind. A head that is not genuine is replaced by a break, behind which the chain continues. */
  async function findEnd(client: PoolClient): Promise<ChainEnd> {
    const head = (await lockHead(client)) ?? (await beginIfNew(client));
    const verdict = head && verifyMark(keyRing, head, head.signature);
    if (verdict === 'unknown-key') throwWhileWaiting();
    else unknownKeySince = undefined;
    if (head && verdict === 'genuine' && head.seq >= seen) return head;
    onTampering();
    return { seq: Math.max(seen, await lastSeq(client)), hash: BROKEN_CHAIN_HASH };
  }

  /** Waits for a while, because during a key rotation other processes may have a newer key. @throws Unavailable while waiting */
  function throwWhileWaiting(): void {
    unknownKeySince ??= clock.now();
    if (clock.now() - unknownKeySince < unknownKeyPatience)
      throw new Unavailable(
        'audit-trail',
        Object.assign(new Error('signed by an unknown key'), { code: 'UNKNOWN_KEY' }),
      );
  }

  async function beginIfNew(client: PoolClient) {
    if (seen > 0) return undefined;
    await beginChain(client, keyRing, clock.now());
    return lockHead(client);
  }

  return {
    /** Writes the entries. Idempotent when it is called again with the same array after an error. @throws Unavailable */
    async append(entries: readonly AuditEntry[]): Promise<void> {
      const done = inTransaction(pool, (client) => append(client, entries));
      seen = await orPostgresUnavailable(done, 'audit-trail');
      attempt = undefined;
    },
  };
}

async function isCommitted(client: PoolClient, { hash, seq }: ChainEnd): Promise<boolean> {
  const { rows } = await client.query('SELECT FROM audit_event WHERE seq = $1 AND hash = $2', [seq, hash]);
  return rows.length > 0;
}

async function lastSeq(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ last: string }>('SELECT coalesce(max(seq), 0) AS last FROM audit_event');
  return Number(rows[0]?.last);
}

const toJson = (row: ChainRow) => ({ ...row, at: toTimestamp(row.at) });
