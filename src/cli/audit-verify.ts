import { verifyAuditChain } from '../adapters/postgres/audit/verify-chain';
import type { ChainFault, ChainFinding, ChainVerdict, UnverifiableEntries } from '../adapters/postgres/audit/findings';
import { createPool } from '../adapters/postgres/pool';
import { createKeyRing } from '../adapters/system/key-ring';
import { readCommandConfig } from '../config/config';

const FAULTS: Readonly<Record<ChainFault, string>> = {
  'changed-row': 'row was changed, or the hash of the one before it',
  'missing-row': 'row is missing',
  'missing-end': 'row is missing, and all behind it',
  'changed-start': 'the mark of where the trail begins was changed',
  'changed-end': 'the mark of where the trail ends was changed',
};

void verify(process.argv[2]);

/** Follows the audit trail in the database. `known`: a number that it is known to have reached, from the log or an earlier run. */
async function verify(known = '0'): Promise<void> {
  try {
    if (!/^\d{1,15}$/.test(known)) throw new Error('The number that the trail had reached is one of digits.');
    const { databaseUrl, secretKeys } = readCommandConfig(['DATABASE_URL', 'SECRET_KEYS']);
    const pool = createPool(databaseUrl?.expose() ?? '');
    try {
      report(await verifyAuditChain(pool, createKeyRing(secretKeys), Number(known)));
    } finally {
      await pool.end();
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'It could not be checked.'}\n`);
    process.exitCode = 2;
  }
}

/** Exits with 1 where somebody has meddled, with 3 where no more is wrong than that keys are not there. */
function report(verdict: ChainVerdict): void {
  switch (verdict.kind) {
    case 'holds':
      say(`The audit trail holds: ${verdict.rows} rows, up to number ${verdict.last}.`);
      return;
    case 'unchecked':
      say(`Nothing was found, but not all of the audit trail could be checked, up to number ${verdict.last}.`);
      sayUnchecked(verdict.unchecked);
      process.exitCode = 3;
      return;
    case 'broken':
      verdict.findings.forEach(sayFinding);
      if (verdict.more > 0) say(`And at ${verdict.more} more places.`);
      if (verdict.unchecked) sayUnchecked(verdict.unchecked);
      process.exitCode = 1;
      return;
  }
}

const sayFinding = ({ fault, seq, through = seq }: ChainFinding): void => {
  const place = through > seq ? `from number ${seq} to ${through}` : `at number ${seq}`;
  say(`The audit trail is broken ${place}: ${FAULTS[fault]}.`);
};

const sayUnchecked = ({ count, first }: UnverifiableEntries): void => {
  say(`Signed by keys that SECRET_KEYS lacks: ${count}, the first at number ${first}.`);
};

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
