import type { Pool, PoolClient } from 'pg';
import type { KeyRing } from '../../ports/key-ring';
import { GENESIS, judgeMark, judgeRow, type ChainEnd, type ChainRow } from './audit-chain';
import { readMarks, type StoredMark } from './audit-marks';
import { inTransaction } from './in-transaction';
import { orUnavailable } from './or-unavailable';

/**
 * `changed-start`, `changed-end`: the mark of where the chain begins, or ends, is not the one that the service signed.
 * `unknown-key`: signed by a key that was not given.
 */
export type ChainFault =
  'changed-row' | 'missing-row' | 'missing-end' | 'changed-start' | 'changed-end' | 'unknown-key';

export type ChainVerdict =
  | { readonly kind: 'holds'; readonly rows: number; readonly last: number }
  | { readonly kind: 'broken'; readonly seq: number; readonly fault: ChainFault };

/** How many rows are read at once. */
const PAGE = 1_000;

interface Row extends Omit<ChainRow, 'seq' | 'at'> {
  readonly seq: string;
  readonly at: string;
}

const ROWS = `
  SELECT seq, extract(epoch FROM at) * 1000 AS at,
         event, outcome, reason, channel, target, document, employer, conversation, hash
    FROM audit_event WHERE seq > $1 ORDER BY seq LIMIT ${PAGE}`;

/**
 * Follows the whole chain, as it stands at one moment, to the first fault. A database that was put back to an earlier state as a whole is
 * found by who knows from elsewhere that the chain had already reached the number `known`. @throws Unavailable
 */
export const checkAuditChain = (pool: Pool, keyRing: KeyRing, known = 0): Promise<ChainVerdict> =>
  orUnavailable(
    inTransaction(pool, (client) => follow(client, keyRing, known), 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'),
    'audit-trail',
  );

async function follow(client: PoolClient, keyRing: KeyRing, known: number): Promise<ChainVerdict> {
  const marks = await readMarks(client);
  const anchor = marks.find(({ kind }) => kind === 'anchor');
  const start: ChainEnd = anchor ?? GENESIS;
  const head = marks.find(({ kind }) => kind === 'head');
  const falseStart = anchor ? faultOfMark(keyRing, anchor) : head && 'changed-start';
  if (falseStart) return { kind: 'broken', seq: start.seq + 1, fault: falseStart };

  const { end, fault } = await followRows(client, keyRing, start);
  const found = fault ?? faultOfEnd(keyRing, end, { head, known });
  return found
    ? { kind: 'broken', seq: end.seq + 1, fault: found }
    : { kind: 'holds', rows: end.seq - start.seq, last: end.seq };
}

/** Answers with the last row that holds, and what is wrong with the one behind it. */
async function followRows(
  client: PoolClient,
  keyRing: KeyRing,
  start: ChainEnd,
): Promise<{ readonly end: ChainEnd; readonly fault?: ChainFault }> {
  let end = start;
  for (;;) {
    const rows = await readPage(client, end.seq);
    if (rows.length === 0) return { end };
    for (const row of rows) {
      const fault = faultOfRow(keyRing, end, row);
      if (fault !== undefined) return { end, fault };
      end = row;
    }
  }
}

async function readPage(client: PoolClient, after: number): Promise<readonly ChainRow[]> {
  const { rows } = await client.query<Row>(ROWS, [after]);
  return rows.map((row) => ({ ...row, seq: Number(row.seq), at: Number(row.at) }));
}

function faultOfRow(keyRing: KeyRing, end: ChainEnd, row: ChainRow): ChainFault | undefined {
  if (row.seq !== end.seq + 1) return 'missing-row';
  switch (judgeRow(keyRing, end.hash, row)) {
    case 'genuine':
      return undefined;
    case 'false':
      return 'changed-row';
    case 'unknown-key':
      return 'unknown-key';
  }
}

interface Ends {
  readonly head: StoredMark | undefined;
  readonly known: number;
}

function faultOfEnd(keyRing: KeyRing, end: ChainEnd, { head, known }: Ends): ChainFault | undefined {
  // Where nothing was ever written, nothing is missing.
  if (head === undefined) return Math.max(end.seq, known) > 0 ? 'missing-end' : undefined;
  const fault = faultOfMark(keyRing, head);
  if (fault !== undefined) return fault;
  if (Math.max(head.seq, known) > end.seq) return 'missing-end';
  return head.hash === end.hash ? undefined : 'changed-end';
}

function faultOfMark(keyRing: KeyRing, mark: StoredMark): ChainFault | undefined {
  switch (judgeMark(keyRing, mark, mark.signature)) {
    case 'genuine':
      return undefined;
    case 'false':
      return mark.kind === 'head' ? 'changed-end' : 'changed-start';
    case 'unknown-key':
      return 'unknown-key';
  }
}
