/** What is wrong with the chain. `changed-start`, `changed-end`: the mark of its first, or last, row is not one that the service signed. */
export type ChainFault =
  /** The row, or the hash of the previous one, was changed. */
  | 'changed-row'
  /** Rows up to `through` are missing. */
  | 'missing-row'
  | 'missing-end'
  | 'changed-start'
  | 'changed-end';

export interface ChainFinding {
  readonly seq: number;
  readonly fault: ChainFault;
  /** The last of several missing rows in succession. */
  readonly through?: number;
}

/** Rows and marks that cannot be verified, because the key that they name was not given. The name itself may be forged. */
export interface UnverifiableEntries {
  readonly count: number;
  /** The number of the first one. */
  readonly first: number;
}

export type ChainVerdict =
  | { readonly kind: 'intact'; readonly rows: number; readonly last: number }
  /** No fault in what can be verified. */
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

/** Upper bound on findings that are reported one by one. */
const MAX_FINDINGS = 20;

/** Collects findings into a verdict. */
export function createFindingCollector() {
  const findings: ChainFinding[] = [];
  let more = 0;
  let unchecked: UnverifiableEntries | undefined;

  return {
    add(finding: ChainFinding): void {
      if (findings.length < MAX_FINDINGS) findings.push(finding);
      else more += 1;
    },

    /** Counts a row or mark whose key was not given. */
    addUnverifiable(seq: number): void {
      unchecked = { count: (unchecked?.count ?? 0) + 1, first: unchecked?.first ?? seq };
    },

    verdict(rows: number, last: number): ChainVerdict {
      const [first, ...others] = findings;
      if (first !== undefined)
        return { kind: 'broken', findings: [first, ...others], more, ...(unchecked && { unchecked }) };
      return unchecked ? { kind: 'unchecked', rows, last, unchecked } : { kind: 'intact', rows, last };
    },
  };
}

export type FindingCollector = ReturnType<typeof createFindingCollector>;
