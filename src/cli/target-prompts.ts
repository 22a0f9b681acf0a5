import { MAIN_BRANCH, parseBranch, type Branch } from '../domain/claim/branch';
import { checkCedula } from '../domain/claim/cedula';
import { parseForeignerCode } from '../domain/claim/foreigner-code';
import type { IdentityDocument } from '../domain/claim/identity-document';
import { checkRuc, type Ruc } from '../domain/claim/ruc';
import { foldText } from '../domain/reading/normalise-text';
import { HOUR } from '../domain/time';

/** Puts a question and hears the answer, without what is around it. */
export type AskOperator = (question: string) => Promise<string>;

export interface TargetAnswers {
  /** Nothing for everybody who may act for the employer. */
  readonly document: IdentityDocument | undefined;
  readonly ruc: Ruc;
  readonly branch: Branch;
}

export const NOT_REGISTERED_TOGETHER = 'These numbers are not registered together.';

const HOURS = { usual: 24, most: 720 };

const CONFIRMATION = 'PAUSE';

/** Numbers that are not registered together may be mistyped: to pause them anyway takes somebody who says so. @throws Error */
export async function confirmUnregisteredTarget(ask: AskOperator, terminal: 'terminal' | 'no-terminal'): Promise<void> {
  switch (terminal) {
    case 'no-terminal':
      throw new Error(`${NOT_REGISTERED_TOGETHER} Nothing was paused; at a terminal it can be confirmed.`);
    case 'terminal':
      if ((await ask(`${NOT_REGISTERED_TOGETHER} Type ${CONFIRMATION} to pause them anyway:`)) !== CONFIRMATION)
        throw new Error('Nothing was paused.');
  }
}

/** Whom it is about. @throws Error that names the answer which is none, never what was typed */
export async function promptForTarget(ask: AskOperator, foreignerPattern: RegExp): Promise<TargetAnswers> {
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
export async function promptForDuration(ask: AskOperator): Promise<number> {
  const hours = Number((await ask(`Hours [${HOURS.usual}]:`)) || HOURS.usual);
  if (!(hours > 0 && hours <= HOURS.most)) throw new Error(`Hours are a number up to ${HOURS.most}.`);
  return hours * HOUR;
}

/**
 * What has digits alone is a cédula or nothing: as a foreigner's code a slip of the finger would pause nobody. Somebody whose code has no
 * letter is paused with everybody who may act for the employer.
 */
function readDocument(text: string, foreignerPattern: RegExp): IdentityDocument | undefined {
  if (text === '') return undefined;
  const digits = withoutSeparators(text);
  const cedula = checkCedula(digits);
  if (cedula.kind !== 'refuse') return { kind: 'cedula', number: cedula.value };
  const code = parseForeignerCode(text, foreignerPattern);
  if (!code.ok || !/\p{L}/u.test(digits)) throw new Error('That is no ID.');
  return { kind: 'foreigner', code: code.value };
}

/** Domestic employers have a cédula and 000 for it. */
function parseAnyRuc(text: string): Ruc {
  const digits = withoutSeparators(text);
  const ruc = checkRuc(digits);
  if (ruc.kind !== 'refuse') return ruc.value;
  if (ruc.fault === 'domestic') return digits as Ruc;
  throw new Error('That is no RUC.');
}

const withoutSeparators = (text: string): string => foldText(text).replace(/[\s.\p{Pd}]/gu, '');
