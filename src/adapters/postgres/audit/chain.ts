import type { AuditEvent } from '../../../ports/monitoring/audit-trail';
import type { KeyRing } from '../../../ports/security/key-ring';
import type { Instant } from '../../../domain/time';

/** An event without its place in the chain. */
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

/** A row of `audit_mark`: the chain's last row at some time. */
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

/** The end of an empty chain. */
export const GENESIS: ChainEnd = { seq: 0, hash: '' };

/** Takes the place of the previous row's hash. No row has this hash, so verification finds the break. */
export const BROKEN_CHAIN_HASH = 'broken';

/** Chains the entries behind this end. */
export function buildChainRows(keyRing: KeyRing, end: ChainEnd, entries: readonly AuditEntry[]): readonly ChainRow[] {
  let last = end;
  return entries.map((entry) => {
    const row = { seq: last.seq + 1, ...columnsOf(entry) };
    const chained = { ...row, hash: keyRing.sign('audit-chain', rowText(last.hash, row)) };
    last = chained;
    return chained;
  });
}

/** Verifies that this row was chained behind a row with this hash. */
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

/** Maps each row to a text of its own, which is never the text of a mark. */
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
