import { demoEmployers, demoAccessKey, type DemoEmployer } from '../../../src/adapters/memory/demo-employers';
import type { AccessKey } from '../../../src/domain/employer/access-key';
import type { Branch } from '../../../src/domain/claim/branch';
import type { Cedula } from '../../../src/domain/claim/cedula';
import type { Claim } from '../../../src/domain/claim/claim';
import type { EmployerId, EmployerRecord } from '../../../src/domain/employer/employer';
import type { ForeignerCode } from '../../../src/domain/claim/foreigner-code';
import type { Ruc } from '../../../src/domain/claim/ruc';
import { Sensitive } from '../../../src/domain/sensitive';
import type { CredentialDirectory } from '../../../src/ports/registry/credential-directory';
import type { EmployerRegistry } from '../../../src/ports/registry/employer-registry';
import type { AccessKeyHasher } from '../../../src/ports/security/access-key-hasher';

export interface EmployerRegistryHarness {
  readonly employers: EmployerRegistry & CredentialDirectory;
  readonly hasher: AccessKeyHasher;
  /** Opens a session of the account in the portal. */
  signIn(employer: EmployerId): Promise<void>;
  openSessions(employer: EmployerId): Promise<number>;
}

const [privateCompany] = demoEmployers as [DemoEmployer, ...DemoEmployer[]];
const foreigner = demoEmployers.find(({ claim }) => claim.document.kind === 'foreigner') as DemoEmployer;
const hostile = 'X\'; DROP TABLE employer_account; -- %_"\\$1';

/** The employers with which every harness is filled. */
export const contractEmployers: readonly DemoEmployer[] = [
  ...demoEmployers,
  { ...foreigner, claim: foreignClaim(hostile, '1799999931001'), legalName: "O'Neil & Hijos; --" },
  { ...privateCompany, claim: { ...privateCompany.claim, branch: '0002' as Branch }, mailbox: 'no tiene' },
  { ...privateCompany, claim: { ...privateCompany.claim, branch: '0004' as Branch }, legalName: undefined },
];

/** The contract of every registry of employers and keys. */
export function describeEmployerRegistry(name: string, open: () => Promise<EmployerRegistryHarness>): void {
  describe(`${name}: employer registry`, () => {
    let harness: EmployerRegistryHarness;
    beforeEach(async () => {
      harness = await open();
    });
    const find = (claim: Claim) => harness.employers.find(claim);
    const found = async (claim: Claim): Promise<EmployerRecord> => {
      const record = await find(claim);
      if (!record) throw new Error('no such employer');
      return record;
    };

    it.each(demoEmployers)(
      'finds an employer by document, RUC and branch: $shows',
      async ({ claim, legalName, mailbox, rucState, key }) => {
        expect(await find(claim)).toMatchObject({ legalName, mailbox, rucState, key });
      },
    );

    it.each<[string, Partial<Claim>]>([
      ['person', { document: { kind: 'cedula', number: '2459999013' as Cedula } }],
      ['kind of document', { document: { kind: 'foreigner', code: '1710034065' as ForeignerCode } }],
      ['RUC', { ruc: '1799999923001' as Ruc }],
      ['branch', { branch: '0003' as Branch }],
    ])('finds no employer when only the %s is wrong', async (_, wrong) => {
      expect(await find({ ...privateCompany.claim, ...wrong })).toBeUndefined();
    });

    it('distinguishes the branches of one RUC', async () => {
      const main = await found(privateCompany.claim);
      const second = await found({ ...privateCompany.claim, branch: '0002' as Branch });
      expect(second.id).not.toBe(main.id);
    });

    it('reads a registered mailbox that is no e-mail address as missing', async () => {
      expect(await found({ ...privateCompany.claim, branch: '0002' as Branch })).toMatchObject({ mailbox: undefined });
    });

    it('finds an employer whose legal name the registry does not know', async () => {
      const nameless = await found({ ...privateCompany.claim, branch: '0004' as Branch });
      expect(nameless).toMatchObject({ legalName: undefined, rucState: 'active' });
    });

    it("treats a foreigner's code as plain text, whatever characters it contains", async () => {
      expect(await find(foreignClaim(hostile, '1799999931001'))).toMatchObject({ legalName: "O'Neil & Hijos; --" });
      expect(await find(foreignClaim("X' OR '1'='1", '1799999931001'))).toBeUndefined();
      expect(await find(foreignClaim('%', '1799999931001'))).toBeUndefined();
    });

    describe('setting a key', () => {
      const fresh = new Sensitive('nueve colibríes sobre el páramo' as AccessKey);
      const change = async ({ id }: EmployerRecord, expectedVersion: number) =>
        harness.employers.setKey({ employer: id, hash: await harness.hasher.hash(fresh), expectedVersion });

      it('the current key is recognised before and after a change', async () => {
        const record = await found(privateCompany.claim);
        const { employers } = harness;
        expect([
          await employers.isCurrentKey(record.id, demoAccessKey),
          await employers.isCurrentKey(record.id, fresh),
        ]).toEqual([true, false]);
        await change(record, record.credentialVersion);
        expect([
          await employers.isCurrentKey(record.id, demoAccessKey),
          await employers.isCurrentKey(record.id, fresh),
        ]).toEqual([false, true]);
      });

      it('no key is recognised when none was ever issued', async () => {
        const never = demoEmployers.find(({ key }) => key === 'never-issued') as DemoEmployer;
        expect(await harness.employers.isCurrentKey((await found(never.claim)).id, demoAccessKey)).toBe(false);
      });

      it('a change of the key increments the version and ends the sessions of that account alone', async () => {
        const record = await found(privateCompany.claim);
        const other = await found(foreigner.claim);
        for (const { id } of [record, record, other]) await harness.signIn(id);

        expect(await change(record, record.credentialVersion)).toBe('changed');
        expect((await found(privateCompany.claim)).credentialVersion).toBe(record.credentialVersion + 1);
        expect((await found(foreigner.claim)).credentialVersion).toBe(other.credentialVersion);
        expect([await harness.openSessions(record.id), await harness.openSessions(other.id)]).toEqual([0, 1]);
      });

      it('the key stays as it is when the version has changed in the meantime', async () => {
        const record = await found(privateCompany.claim);
        await harness.signIn(record.id);
        expect(await change(record, record.credentialVersion - 1)).toBe('stale');
        expect(await change(record, record.credentialVersion + 1)).toBe('stale');
        expect(await found(privateCompany.claim)).toEqual(record);
        expect(await harness.employers.isCurrentKey(record.id, demoAccessKey)).toBe(true);
        expect(await harness.openSessions(record.id)).toBe(1);
      });

      it('one of twenty simultaneous changes succeeds', async () => {
        const record = await found(privateCompany.claim);
        const hash = await harness.hasher.hash(fresh);
        const credential = { employer: record.id, hash, expectedVersion: record.credentialVersion };
        const outcomes = await Promise.all(Array.from({ length: 20 }, () => harness.employers.setKey(credential)));
        expect(outcomes.filter((outcome) => outcome === 'changed')).toHaveLength(1);
        expect((await found(privateCompany.claim)).credentialVersion).toBe(record.credentialVersion + 1);
      });
    });
  });
}

function foreignClaim(code: string, ruc: string): Claim {
  return { document: { kind: 'foreigner', code: code as ForeignerCode }, ruc: ruc as Ruc, branch: '0001' as Branch };
}
