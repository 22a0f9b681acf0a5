import type { AuditEvent } from '../../../ports/monitoring/audit-trail';
import type { KeyRing } from '../../../ports/security/key-ring';
import type { Instant } from '../../../domain/time';

/** An event as it is kept, but for its place in the chain. */
export interface AuditEntry {
  readonly at: Instant;
  readonly event: AuditEvent;
}

/** A row of `audit_event`. */
export interface ChainRow {
  readonly seq: number;
  /** ms since the epoch */
  readonly at: number;
  readonly event: string;
  readonly outcome: string;
  readonly reason: string | null;
  readonly channel: string | null;
  readonly target: string | null;
  readonly document: string | null;
  readonly employer: string | null;
  readonly conversation: string | null;
  readonly hash: string;
}

/** A row of `audit_mark`: how the chain stood when its newest row was this one. */
export interface ChainMark extends ChainEnd {
  readonly kind: 'anchor' | 'day' | 'head';
  /** ms since the epoch */
  readonly at: number;
}

/** The row to which the next one is chained. */
export interface ChainEnd {
  readonly seq: number;
  readonly hash: string;
}

/** Before the first row. */
export const GENESIS: ChainEnd = { seq: 0, hash: '' };

/** Stands where the hash of the row before should: no row has it, so the chain is seen to be broken there. */
export const BROKEN_CHAIN_HASH = 'broken';

/** The entries as rows behind this end. */
export function buildChainRows(keyRing: KeyRing, end: ChainEnd, entries: readonly AuditEntry[]): readonly ChainRow[] {
  let last = end;
  return entries.map((entry) => {
    const row = { seq: last.seq + 1, ...columnsOf(entry) };
    const chained = { ...row, hash: keyRing.sign('audit-chain', rowText(last.hash, row)) };
    last = chained;
    return chained;
  });
}

/** Whether the row is what was chained behind one with this hash. */
export const verifyRow = (keyRing: KeyRing, before: string, row: ChainRow) =>
  keyRing.verify('audit-chain', rowText(before, row), row.hash);

export const signMark = (keyRing: KeyRing, mark: ChainMark): string => keyRing.sign('audit-chain', markText(mark));

export const verifyMark = (keyRing: KeyRing, mark: ChainMark, signature: string) =>
  keyRing.verify('audit-chain', markText(mark), signature);

function columnsOf({ at, event: fact }: AuditEntry): Omit<ChainRow, 'seq' | 'hash'> {
  const { channel = null, conversation = null, document = null, employer = null, event, outcome, target = null } = fact;
  return {
    at,
    event,
    outcome,
    reason: ('reason' in fact && fact.reason) || null,
    channel,
    target,
    document,
    employer,
    conversation,
  };
}

/** One text for each row and one row for each text; a mark's is never a row's. */
const rowText = (before: string, row: Omit<ChainRow, 'hash'>): string =>
  JSON.stringify([
    'row',
    before,
    row.seq,
    row.at,
    row.event,
    row.outcome,
    row.reason,
    row.channel,
    row.target,
    row.document,
    row.employer,
    row.conversation,
  ]);

const markText = ({ at, hash, kind, seq }: ChainMark): string => JSON.stringify(['mark', kind, seq, hash, at]);
