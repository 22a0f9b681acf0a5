import { z } from 'zod';
import type { Branch } from '../../src/domain/claim/branch';
import type { Claim } from '../../src/domain/claim/claim';
import type { Cedula } from '../../src/domain/claim/cedula';
import type { ForeignerCode } from '../../src/domain/claim/foreigner-code';
import type { Ruc } from '../../src/domain/claim/ruc';

const branded = <T extends string>() => z.string().transform((text) => text as T);

/**
 * The claim as far as it is known. All values have passed their parsers. The schema checks their shape again when the draft is loaded
 * with the conversation's state.
 */
export const ClaimDraft = z.object({
  documentKind: z.enum(['cedula', 'foreigner']),
  /** RUC and branch of a domestic employer are derived from the cédula. */
  employer: z.enum(['business', 'domestic']),
  document: z
    .union([
      z.object({ kind: z.literal('cedula'), number: branded<Cedula>() }),
      z.object({ kind: z.literal('foreigner'), code: branded<ForeignerCode>() }),
    ])
    .optional(),
  ruc: branded<Ruc>().optional(),
  branch: branded<Branch>().optional(),
  /** Answers that the summary marks as doubtful. */
  doubts: z.array(z.enum(['document', 'ruc'])),
  /** A number that was rejected once. If it is sent again, it is taken, and the registry decides. */
  refusedOnce: z.string().optional(),
  /** A RUC that was rejected once, in the same way. */
  rucRefusedOnce: z.string().optional(),
  /** Digits of the last answer that may be the first part of a number. Only the next answer can continue them. */
  part: z.string().optional(),
  /** The last message's suggestion. A "yes" is read as if this text had been typed. */
  offer: z.object({ text: z.string(), documentKind: z.enum(['cedula', 'foreigner']) }).optional(),
  /** The answer that is asked for anew. Its old value is kept until a new one is given. */
  correcting: z.enum(['document', 'ruc', 'branch']).optional(),
});

export type ClaimDraft = z.infer<typeof ClaimDraft>;

export const EMPTY_DRAFT: ClaimDraft = { documentKind: 'cedula', employer: 'business', doubts: [] };

/** Returns the claim, or `undefined` while an answer is missing. */
export function completeClaim({ branch, document, ruc }: ClaimDraft): Claim | undefined {
  return document && ruc && branch ? { document, ruc, branch } : undefined;
}
