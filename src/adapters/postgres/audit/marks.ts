import type { PoolClient } from 'pg';
import type { KeyRing } from '../../../ports/security/key-ring';
import { GENESIS, verifyMark, signMark, type ChainMark } from './chain';

export interface StoredMark extends ChainMark {
  readonly signature: string;
}

interface Row {
  readonly kind: StoredMark['kind'];
  readonly seq: string;
  readonly hash: string;
  readonly at: string;
  readonly signature: string;
}

const MARKS = `SELECT kind, seq, hash, extract(epoch FROM at) * 1000 AS at, signature FROM audit_mark`;

const WRITE = `
  INSERT INTO audit_mark (kind, seq, hash, at, signature) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (kind) WHERE kind <> 'day'
  DO UPDATE SET seq = EXCLUDED.seq, hash = EXCLUDED.hash, at = EXCLUDED.at, signature = EXCLUDED.signature`;

const BEGIN_CHAIN = `
  INSERT INTO audit_mark (kind, seq, hash, at, signature)
  SELECT mark.* FROM (VALUES ('anchor', 0, $1, $2::timestamptz, $3), ('head', 0, $1, $2::timestamptz, $4)) AS mark
   WHERE NOT EXISTS (SELECT FROM audit_mark) AND NOT EXISTS (SELECT FROM audit_event)
  ON CONFLICT DO NOTHING`;

const RENEW = `UPDATE audit_mark SET signature = $4 WHERE kind = $1 AND seq = $2 AND signature = $3`;

/** Reads all marks, oldest first. */
export async function readMarks(client: PoolClient): Promise<readonly StoredMark[]> {
  const { rows } = await client.query<Row>(`${MARKS} ORDER BY seq, kind`);
  return rows.map(toMark);
}

/** Locks the head until the transaction ends, so that no other process appends. Returns nothing when it was removed. */
export async function lockHead(client: PoolClient): Promise<StoredMark | undefined> {
  const { rows } = await client.query<Row>(`${MARKS} WHERE kind = 'head' FOR UPDATE`);
  return rows.map(toMark).at(0);
}

/** Writes the first marks of an empty trail; does nothing for any other. */
export async function beginChain(client: PoolClient, keyRing: KeyRing, at: number): Promise<void> {
  const [anchor, head] = (['anchor', 'head'] as const).map((kind) => signMark(keyRing, { kind, ...GENESIS, at }));
  await client.query(BEGIN_CHAIN, [GENESIS.hash, toTimestamp(at), anchor, head]);
}

/** Writes a day's mark, or replaces the anchor or the head. */
export async function writeMark(client: PoolClient, keyRing: KeyRing, mark: ChainMark): Promise<void> {
  const { at, hash, kind, seq } = mark;
  await client.query(WRITE, [kind, seq, hash, toTimestamp(at), signMark(keyRing, mark)]);
}

/** Signs a genuine mark again with the current key, so that the earlier key can be removed. */
export async function renewSignature(client: PoolClient, keyRing: KeyRing, mark: StoredMark): Promise<void> {
  const fresh = signMark(keyRing, mark);
  if (fresh === mark.signature || !isGenuineMark(keyRing, mark)) return;
  await client.query(RENEW, [mark.kind, mark.seq, mark.signature, fresh]);
}

export const isGenuineMark = (keyRing: KeyRing, mark: StoredMark): boolean =>
  verifyMark(keyRing, mark, mark.signature) === 'genuine';

/** Formats ms since the epoch as PostgreSQL reads it. */
export const toTimestamp = (at: number): string => new Date(at).toISOString();

const toMark = ({ at, seq, ...rest }: Row): StoredMark => ({ ...rest, seq: Number(seq), at: Number(at) });
