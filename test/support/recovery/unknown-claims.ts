import type { DemoEmployer } from '../../../src/adapters/memory/demo-employers';
import type { Branch } from '../../../src/domain/claim/branch';
import type { Cedula } from '../../../src/domain/claim/cedula';
import type { Claim } from '../../../src/domain/claim/claim';
import type { Ruc } from '../../../src/domain/claim/ruc';

const digits = (n: number, length: number): string => String(n).padStart(length, '0');

/** Returns a number that was never issued. */
export const unknownCedula = (n: number): Claim['document'] => ({
  kind: 'cedula',
  number: `2459${digits(990_500 + n, 6)}` as Cedula,
});
export const unknownRuc = (n: number): Ruc => `1799${digits(990_500 + n, 6)}001` as Ruc;
const branchNo = (n: number): Branch => digits(n, 4) as Branch;

/** Returns a claim that is in no registry. */
export const unknownClaim = (document: number, ruc = document, branch = 1): Claim => ({
  document: unknownCedula(document),
  ruc: unknownRuc(ruc),
  branch: branchNo(branch),
});

/** Returns employers of one person whose mails all go to the same accountant. */
export const employersOfOneAccountant = (count: number): readonly DemoEmployer[] =>
  Array.from({ length: count }, (_, n) => ({
    claim: unknownClaim(n),
    legalName: `Empresa de Prueba ${n}`,
    mailbox: 'contadora@example.com',
    rucState: 'active',
    key: 'issued',
    shows: '',
  }));
