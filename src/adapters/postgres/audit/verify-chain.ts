import type { Pool, PoolClient } from 'pg';
import type { KeyRing } from '../../../ports/security/key-ring';
import { GENESIS, verifyMark, verifyRow, type ChainEnd, type ChainRow } from './chain';
import { createFindingCollector, type ChainFault, type FindingCollector, type ChainVerdict } from './findings';
import { readMarks, type StoredMark } from './marks';
import { inTransaction } from '../in-transaction';
import { orPostgresUnavailable } from '../or-unavailable';

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
 * Verifies the whole chain in one snapshot, and continues behind each fault. A database that was restored to an earlier state as a whole is
 * detected only by `known`, a number that the chain had already reached. @throws Unavailable
 */
export const verifyAuditChain = (pool: Pool, keyRing: KeyRing, known = 0): Promise<ChainVerdict> =>
  orPostgresUnavailable(
    inTransaction(pool, (client) => verify(client, keyRing, known), 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'),
    'audit-trail',
  );

interface Check {
  readonly keyRing: KeyRing;
  readonly findings: FindingCollector;
}

interface Marks {
  readonly anchor: StoredMark | undefined;
  readonly head: StoredMark | undefined;
}

/** The last row verified, and how many rows there were. */
interface VerifiedRows extends ChainEnd {
  readonly rows: number;
}

async function verify(client: PoolClient, keyRing: KeyRing, known: number): Promise<ChainVerdict> {
  const check = { keyRing, findings: createFindingCollector() };
  const marks = await readMarks(client);
  const [anchor, head] = (['anchor', 'head'] as const).map((kind) => marks.find((each) => each.kind === kind));
  const end = await verifyRows(client, check, await findStart(client, check, { anchor, head }));
  const fault = faultOfEnd(check, end, { head, known });
  if (fault !== undefined) check.findings.add({ seq: end.seq + 1, fault });
  return check.findings.verdict(end.rows, end.seq);
}

/** Returns where to begin. When the anchor was changed, the first row is trusted, because its predecessor's hash is unknown. */
async function findStart(client: PoolClient, check: Check, marks: Marks): Promise<ChainEnd> {
  const { anchor, head } = marks;
  const isTrusted = anchor ? isGenuine(check, anchor) : head === undefined;
  if (isTrusted) return anchor ?? GENESIS;
  check.findings.add({ seq: (anchor ?? GENESIS).seq + 1, fault: 'changed-start' });
  const [first] = await readPage(client, GENESIS.seq);
  return first === undefined || first.seq === GENESIS.seq + 1 ? GENESIS : first;
}

async function verifyRows(client: PoolClient, check: Check, start: ChainEnd): Promise<VerifiedRows> {
  let end: VerifiedRows = { seq: start.seq, hash: start.hash, rows: 0 };
  for (;;) {
    const rows = await readPage(client, end.seq);
    if (rows.length === 0) return end;
    for (const row of rows) {
      checkRow(check, end, row);
      end = { seq: row.seq, hash: row.hash, rows: end.rows + 1 };
    }
  }
}

async function readPage(client: PoolClient, after: number): Promise<readonly ChainRow[]> {
  const { rows } = await client.query<Row>(ROWS, [after]);
  return rows.map((row) => ({ ...row, seq: Number(row.seq), at: Number(row.at) }));
}

/** Checks one row. The first row after a gap is accepted, because verifying it needs the hash of the missing row before it. */
function checkRow({ findings, keyRing }: Check, end: ChainEnd, row: ChainRow): void {
  if (row.seq !== end.seq + 1) {
    findings.add({ seq: end.seq + 1, fault: 'missing-row', through: row.seq - 1 });
    return;
  }
  switch (verifyRow(keyRing, end.hash, row)) {
    case 'genuine':
      return;
    case 'false':
      findings.add({ seq: row.seq, fault: 'changed-row' });
      return;
    case 'unknown-key':
      findings.addUnverifiable(row.seq);
      return;
  }
}

interface Ends {
  readonly head: StoredMark | undefined;
  readonly known: number;
}

function faultOfEnd(check: Check, end: ChainEnd, { head, known }: Ends): ChainFault | undefined {
  // An empty trail has no head.
  if (head === undefined) return Math.max(end.seq, known) > 0 ? 'missing-end' : undefined;
  if (!isGenuine(check, head)) return 'changed-end';
  if (Math.max(head.seq, known) > end.seq) return 'missing-end';
  return head.seq === end.seq && head.hash === end.hash ? undefined : 'changed-end';
}

/** Trusts a mark that cannot be verified, and reports it. */
function isGenuine({ findings, keyRing }: Check, mark: StoredMark): boolean {
  switch (verifyMark(keyRing, mark, mark.signature)) {
    case 'genuine':
      return true;
    case 'false':
      return false;
    case 'unknown-key':
      findings.addUnverifiable(mark.seq);
      return true;
  }
}
