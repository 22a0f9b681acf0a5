import { canonicalClaim } from '../../domain/claim/claim';
import { parseEmailAddress } from '../../domain/mail/email-address';
import type { EmployerId, EmployerRecord } from '../../domain/employer/employer';
import type { CredentialDirectory, AccessKeyHash } from '../../ports/registry/credential-directory';
import type { EmployerRegistry } from '../../ports/registry/employer-registry';
import type { AccessKeyHasher } from '../../ports/security/access-key-hasher';
import { demoAccessKey, type DemoEmployer } from './demo-employers';

export interface MemoryEmployersOptions {
  readonly employers: readonly DemoEmployer[];
  readonly hasher: AccessKeyHasher;
  /** Open sessions of the portal by account. A changed key ends those of its account. */
  readonly sessions?: Map<EmployerId, number>;
}

interface Account {
  readonly id: EmployerId;
  readonly employer: DemoEmployer;
  version: number;
  hash: (() => Promise<AccessKeyHash>) | undefined;
}

/** Serves demo employers from memory; changed keys are lost when the process ends. */
export function createMemoryEmployers(given: MemoryEmployersOptions): EmployerRegistry & CredentialDirectory {
  const { employers, hasher, sessions } = given;
  const accounts = employers.map((employer, index) =>
    createAccount(`demo-${index + 1}` as EmployerId, employer, hasher),
  );
  const byClaim = new Map(accounts.map((account) => [canonicalClaim(account.employer.claim), account]));
  const byId = new Map(accounts.map((account) => [account.id, account]));

  return {
    find(claim) {
      const account = byClaim.get(canonicalClaim(claim));
      return Promise.resolve(account && record(account));
    },

    setKey({ employer, hash, expectedVersion }) {
      const account = byId.get(employer);
      if (account?.version !== expectedVersion) return Promise.resolve('stale');
      account.version += 1;
      account.hash = () => Promise.resolve(hash);
      sessions?.delete(employer);
      return Promise.resolve('changed');
    },

    async isCurrentKey(employer, key) {
      const hash = byId.get(employer)?.hash;
      return hash !== undefined && hasher.matches(await hash(), key);
    },
  };
}

function createAccount(id: EmployerId, employer: DemoEmployer, hasher: AccessKeyHasher): Account {
  if (employer.key === 'never-issued') return { id, employer, version: 0, hash: undefined };

  // Hashed on first use: hashing is slow on purpose, and start-up need not wait for it.
  let hashed: Promise<AccessKeyHash> | undefined;
  return { id, employer, version: 1, hash: () => (hashed ??= hasher.hash(demoAccessKey)) };
}

function record({ id, employer, version, hash }: Account): EmployerRecord {
  const mailbox = parseEmailAddress(employer.mailbox ?? '');
  return {
    id,
    legalName: employer.legalName,
    mailbox: mailbox.ok ? mailbox.value : undefined,
    rucState: employer.rucState,
    key: hash ? 'issued' : 'never-issued',
    credentialVersion: version,
  };
}
