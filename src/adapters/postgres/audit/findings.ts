/** `changed-start`, `changed-end`: the mark of where the chain begins, or ends, is not the one that the service signed. */
export type ChainFault =
  /** It, or the hash of the one before it. */
  | 'changed-row'
  /** Up to `through`. */
  | 'missing-row'
  | 'missing-end'
  | 'changed-start'
  | 'changed-end';

export interface ChainFinding {
  readonly seq: number;
  readonly fault: ChainFault;
  /** The last of the rows that are missing side by side. */
  readonly through?: number;
}

/** Rows and marks that nobody can judge who lacks the key that they name; not even whether somebody wrote that name there. */
export interface UnverifiableEntries {
  readonly count: number;
  /** The number of the first. */
  readonly first: number;
}

export type ChainVerdict =
  | { readonly kind: 'holds'; readonly rows: number; readonly last: number }
  /** Nothing is wrong with what can be checked. */
  | {
      readonly kind: 'unchecked';
      readonly rows: number;
      readonly last: number;
      readonly unchecked: UnverifiableEntries;
    }
  /** The first findings, and how many more there are. */
  | {
      readonly kind: 'broken';
      readonly findings: readonly [ChainFinding, ...ChainFinding[]];
      readonly more: number;
      readonly unchecked?: UnverifiableEntries;
    };

/** How many findings are told one by one. */
const MOST = 20;

/** What was found along the chain. */
export function createFindingCollector() {
  const findings: ChainFinding[] = [];
  let more = 0;
  let unchecked: UnverifiableEntries | undefined;

  return {
    add(finding: ChainFinding): void {
      if (findings.length < MOST) findings.push(finding);
      else more += 1;
    },

    /** Signed by a key that was not given. */
    addUnverifiable(seq: number): void {
      unchecked = { count: (unchecked?.count ?? 0) + 1, first: unchecked?.first ?? seq };
    },

    verdict(rows: number, last: number): ChainVerdict {
      const [first, ...others] = findings;
      if (first !== undefined)
        return { kind: 'broken', findings: [first, ...others], more, ...(unchecked && { unchecked }) };
      return unchecked ? { kind: 'unchecked', rows, last, unchecked } : { kind: 'holds', rows, last };
    },
  };
}

export type FindingCollector = ReturnType<typeof createFindingCollector>;
