import type { AccessKey } from '../../domain/employer/access-key';
import type { Branch } from '../../domain/claim/branch';
import type { Cedula } from '../../domain/claim/cedula';
import { domesticClaim, type Claim } from '../../domain/claim/claim';
import type { RucState } from '../../domain/employer/employer';
import type { ForeignerCode } from '../../domain/claim/foreigner-code';
import { documentNumber, type IdentityDocument } from '../../domain/claim/identity-document';
import type { Ruc } from '../../domain/claim/ruc';
import { Sensitive } from '../../domain/sensitive';

/** An invented employer to try the service with. */
export interface DemoEmployer {
  readonly claim: Claim;
  readonly legalName?: string;
  /** The mailbox as the registry holds it, which need not be a valid address. */
  readonly mailbox?: string;
  readonly rucState: RucState;
  readonly key: 'issued' | 'never-issued';
  /** What a tester sees with this employer. */
  readonly shows: string;
}

/** The current key of the demo employers that have one. With it, testers can see how the reset page rejects the old key. */
export const demoAccessKey = new Sensitive('cinco llamas cruzan el puente' as AccessKey);

/**
 * Demo employers in the order in which testers see them. All numbers are constructed: 1710034065 is the example of the documentation, and the
 * sequences of the others are far above any that was issued.
 */
export const demoEmployers: readonly DemoEmployer[] = [
  {
    ...eligible('private-company', claim(cedula('1710034065'), '1799999915001')),
    legalName: 'Compañía de Prueba S.A.',
    shows: 'empresa privada (private company)',
  },
  {
    ...eligible('public-body', claim(cedula('2459999070'), '1769999180001', '0002')),
    legalName: 'Entidad Pública de Prueba',
    shows: 'entidad pública, sucursal 0002 (public body, branch 0002)',
  },
  {
    ...eligible('natural-person', ownClaim('2459999013')),
    legalName: 'Persona Natural de Prueba',
    shows: 'persona natural, cédula + 001 (natural person)',
  },
  {
    ...eligible('foreigner', claim({ kind: 'foreigner', code: 'EXT-204518' as ForeignerCode }, '1799999923001')),
    legalName: 'Comercial Extranjera de Prueba Cía. Ltda.',
    shows: "código de extranjero (foreigner's code)",
  },
  {
    ...eligible('domestic', domesticClaim('2459999021' as Cedula)),
    legalName: 'Empleadora Doméstica de Prueba',
    shows: 'servicio doméstico, cédula + 000 (domestic employer)',
  },
  {
    ...eligible('first-key', ownClaim('2459999039')),
    legalName: 'Primera Clave de Prueba',
    key: 'never-issued',
    shows: 'presencial: primera clave (in person: first key ever)',
  },
  {
    ...eligible('suspended', ownClaim('2459999047')),
    legalName: 'RUC Suspendido de Prueba',
    rucState: 'suspended',
    shows: 'presencial: RUC suspendido (in person: RUC suspended)',
  },
  {
    ...eligible('closed', ownClaim('2459999054')),
    legalName: 'RUC Cerrado de Prueba',
    rucState: 'closed',
    shows: 'presencial: RUC cerrado (in person: RUC closed)',
  },
  {
    ...eligible('no-mailbox', ownClaim('2459999062')),
    legalName: 'Sin Correo de Prueba',
    mailbox: undefined,
    shows: 'presencial: sin correo registrado (in person: no mailbox)',
  },
  {
    ...eligible('recent-company', claim(cedula('2459999088'), '1799999942001')),
    legalName: 'Compañía Reciente de Prueba S.A.S.',
    shows: 'empresa registrada después de 2021, sin dígito verificador (company registered after 2021)',
  },
];

/** Returns a line for testers: what to type, and what it shows. */
export const formatDemoEmployer = ({ claim: { document, ruc, branch }, shows }: DemoEmployer): string =>
  [documentNumber(document), ruc, branch, shows].join(' · ');

function eligible(mailbox: string, of: Claim): Omit<DemoEmployer, 'legalName' | 'shows'> {
  return { claim: of, mailbox: `${mailbox}@example.com`, rucState: 'active', key: 'issued' };
}

function claim(document: IdentityDocument, ruc: string, branch = '0001'): Claim {
  return { document, ruc: ruc as Ruc, branch: branch as Branch };
}

/** Returns the claim of a natural person, whose RUC is the cédula and 001. */
function ownClaim(number: string): Claim {
  return claim(cedula(number), `${number}001`);
}

function cedula(number: string): IdentityDocument {
  return { kind: 'cedula', number: number as Cedula };
}
