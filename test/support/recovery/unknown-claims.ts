import type { DemoEmployer } from '../../../src/adapters/memory/demo-employers';
import type { Branch } from '../../../src/domain/claim/branch';
import type { Cedula } from '../../../src/domain/claim/cedula';
import type { Claim } from '../../../src/domain/claim/claim';
import type { Ruc } from '../../../src/domain/claim/ruc';

const digits = (n: number, length: number): string => String(n).padStart(length, '0');

/** Numbers that were never issued to anybody. */
export const unknownCedula = (n: number): Claim['document'] => ({
  kind: 'cedula',
  number: `2459${digits(990_500 + n, 6)}` as Cedula,
});
export const unknownRuc = (n: number): Ruc => `1799${digits(990_500 + n, 6)}001` as Ruc;
const branchNo = (n: number): Branch => digits(n, 4) as Branch;

/** A claim that no register knows. */
export const unknownClaim = (document: number, ruc = document, branch = 1): Claim => ({
  document: unknownCedula(document),
  ruc: unknownRuc(ruc),
  branch: branchNo(branch),
});

/** So many employers of one person each, all of whose mails go to the same accountant. */
export const employersOfOneAccountant = (count: number): readonly DemoEmployer[] =>
  Array.from({ length: count }, (_, n) => ({
    claim: unknownClaim(n),
    legalName: `Empresa de Prueba ${n}`,
    mailbox: 'contadora@example.com',
    rucState: 'active',
    key: 'issued',
    shows: '',
  }));
