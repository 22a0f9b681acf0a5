import { MAIN_BRANCH, parseBranch, type Branch } from '../domain/claim/branch';
import { checkCedula } from '../domain/claim/cedula';
import { parseForeignerCode } from '../domain/claim/foreigner-code';
import type { IdentityDocument } from '../domain/claim/identity-document';
import { checkRuc, type Ruc } from '../domain/claim/ruc';
import { foldText } from '../domain/reading/normalise-text';
import { HOUR } from '../domain/time';
import { suspensionHours } from '../policy/recovery';

/** Asks the operator and returns the answer, trimmed. */
export type AskOperator = (question: string) => Promise<string>;

export interface TargetAnswers {
  /** Absent for all persons who may act for the employer. */
  readonly document: IdentityDocument | undefined;
  readonly ruc: Ruc;
  readonly branch: Branch;
}

export const NOT_REGISTERED_TOGETHER = 'These numbers are not registered together.';

const CONFIRMATION = 'SUSPEND';

/** Asks to confirm numbers that are not registered together, because they may be mistyped. @throws Error without a confirmation */
export async function confirmUnregisteredTarget(ask: AskOperator, terminal: 'terminal' | 'no-terminal'): Promise<void> {
  switch (terminal) {
    case 'no-terminal':
      throw new Error(`${NOT_REGISTERED_TOGETHER} Nothing was suspended. They can be confirmed at a terminal.`);
    case 'terminal':
      if ((await ask(`${NOT_REGISTERED_TOGETHER} Type ${CONFIRMATION} to suspend them anyway:`)) !== CONFIRMATION)
        throw new Error('Nothing was suspended.');
  }
}

/** Asks for the numbers of the target. @throws Error that says which answer is invalid, but never what was typed */
export async function promptForTarget(ask: AskOperator, foreignerPattern: RegExp): Promise<TargetAnswers> {
  const document = readDocument(
    await ask('ID (empty for all persons who may act for the employer):'),
    foreignerPattern,
  );
  const ruc = parseAnyRuc(await ask('RUC:'));
  const branch = parseBranch((await ask(`Branch [${MAIN_BRANCH}]:`)) || MAIN_BRANCH);
  if (!branch.ok) throw new Error('This is not a branch.');
  return { document, ruc, branch: branch.value };
}

/** Asks how long the suspension lasts. Returns ms. @throws Error */
export async function promptForDuration(ask: AskOperator): Promise<number> {
  const { standard, longest } = suspensionHours;
  const hours = Number((await ask(`Hours [${standard}]:`)) || standard);
  if (!(hours > 0 && hours <= longest)) throw new Error(`Hours must be a number up to ${longest}.`);
  return hours * HOUR;
}

/**
 * Reads digits alone as a cédula only: read as a foreigner's code, a mistyped cédula would suspend no one. A person whose code has no
 * letter is suspended together with all who may act for the employer.
 */
function readDocument(text: string, foreignerPattern: RegExp): IdentityDocument | undefined {
  if (text === '') return undefined;
  const digits = withoutSeparators(text);
  const cedula = checkCedula(digits);
  if (cedula.kind !== 'refuse') return { kind: 'cedula', number: cedula.value };
  const code = parseForeignerCode(text, foreignerPattern);
  if (!code.ok || !/\p{L}/u.test(digits)) throw new Error('This is not an ID.');
  return { kind: 'foreigner', code: code.value };
}

/** Also accepts the number of a domestic employer: a cédula and 000. */
function parseAnyRuc(text: string): Ruc {
  const digits = withoutSeparators(text);
  const ruc = checkRuc(digits);
  if (ruc.kind !== 'refuse') return ruc.value;
  if (ruc.fault === 'domestic') return digits as Ruc;
  throw new Error('This is not a RUC.');
}

const withoutSeparators = (text: string): string => foldText(text).replace(/[\s.\p{Pd}]/gu, '');
