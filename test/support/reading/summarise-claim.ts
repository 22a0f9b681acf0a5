import { DEFAULT_FOREIGNER_PATTERN } from '../../../src/domain/claim/foreigner-code';
import type { Cedula } from '../../../src/domain/claim/cedula';
import { documentNumber } from '../../../src/domain/claim/identity-document';
import type { ClaimField } from '../../../src/domain/reading/field-labels';
import { type ClaimParseResults, readClaim } from '../../../src/domain/reading/read-claim';

/** Returns a function that reads answers to a question. */
export const reading = (asks: ClaimField, documentKind: 'cedula' | 'foreigner' = 'cedula', cedula?: string) => {
  return (text: string) =>
    readClaim(text, {
      askedField: asks,
      documentKind,
      foreignerPattern: DEFAULT_FOREIGNER_PATTERN,
      cedula: cedula as Cedula,
    });
};
export const atDocument = reading('document');
export const atForeigner = reading('document', 'foreigner');
export const atRuc = reading('ruc');
export const atBranch = reading('branch');

/** Formats results: `document: 1710034065`, with ` ?doubt` for a doubtful value; `ruc: !fault → suggestion` for a rejected one. */
export function summarise(claim: ClaimParseResults): readonly string[] {
  return (['document', 'ruc', 'branch'] as const).flatMap((field) => {
    const read = claim[field];
    if (read === undefined) return [];
    if (read.kind === 'refuse') return [`${field}: !${read.fault}${read.suggestion ? ` → ${read.suggestion}` : ''}`];
    const value = typeof read.value === 'string' ? read.value : documentNumber(read.value);
    return [`${field}: ${value}${read.kind === 'confirm' ? ` ?${read.doubt}` : ''}`];
  });
}
