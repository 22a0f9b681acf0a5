import { MAIN_BRANCH, parseBranch, type Branch } from './domain/branch';
import { readCedula } from './domain/cedula';
import { parseForeignerCode } from './domain/foreigner-code';
import type { IdentityDocument } from './domain/identity-document';
import { readRuc, type Ruc } from './domain/ruc';
import { HOUR } from './domain/time';

/** Puts a question and hears the answer, without what is around it. */
export type Ask = (question: string) => Promise<string>;

export interface AskedTarget {
  /** Nothing for everybody who may act for the employer. */
  readonly document: IdentityDocument | undefined;
  readonly ruc: Ruc;
  readonly branch: Branch;
}

const HOURS = { usual: 24, most: 720 };

/** Whom it is about. @throws Error that names the answer which is none, never what was typed */
export async function askTarget(ask: Ask, foreignerPattern: RegExp): Promise<AskedTarget> {
  const document = readDocument(
    await ask('ID (nothing for everybody who may act for the employer):'),
    foreignerPattern,
  );
  const ruc = parseAnyRuc(await ask('RUC:'));
  const branch = parseBranch((await ask(`Branch [${MAIN_BRANCH}]:`)) || MAIN_BRANCH);
  if (!branch.ok) throw new Error('That is no branch.');
  return { document, ruc, branch: branch.value };
}

/** For how long, in ms. @throws Error */
export async function askHours(ask: Ask): Promise<number> {
  const hours = Number((await ask(`Hours [${HOURS.usual}]:`)) || HOURS.usual);
  if (!(hours > 0 && hours <= HOURS.most)) throw new Error(`Hours are a number up to ${HOURS.most}.`);
  return hours * HOUR;
}

function readDocument(text: string, foreignerPattern: RegExp): IdentityDocument | undefined {
  if (text === '') return undefined;
  const cedula = readCedula(text);
  if (cedula.kind !== 'refuse') return { kind: 'cedula', number: cedula.value };
  const code = parseForeignerCode(text, foreignerPattern);
  if (!code.ok) throw new Error('That is no ID.');
  return { kind: 'foreigner', code: code.value };
}

/** Domestic employers have a cédula and 000 for it. */
function parseAnyRuc(text: string): Ruc {
  const ruc = readRuc(text);
  if (ruc.kind !== 'refuse') return ruc.value;
  if (ruc.fault === 'domestic') return text as Ruc;
  throw new Error('That is no RUC.');
}
