import { z } from 'zod';
import type { Branch } from '../../src/domain/claim/branch';
import type { Claim } from '../../src/domain/claim/claim';
import type { Cedula } from '../../src/domain/claim/cedula';
import type { ForeignerCode } from '../../src/domain/claim/foreigner-code';
import type { Ruc } from '../../src/domain/claim/ruc';

const branded = <T extends string>() => z.string().transform((text) => text as T);

/**
 * The claim while it is being put together. Everything in it has passed its parser; it comes back from the
 * conversation's state, so its shape is checked again there.
 */
export const ClaimDraft = z.object({
  documentKind: z.enum(['cedula', 'foreigner']),
  /** A domestic employer's RUC and branch follow from the cédula. */
  employer: z.enum(['business', 'domestic']),
  document: z
    .union([
      z.object({ kind: z.literal('cedula'), number: branded<Cedula>() }),
      z.object({ kind: z.literal('foreigner'), code: branded<ForeignerCode>() }),
    ])
    .optional(),
  ruc: branded<Ruc>().optional(),
  branch: branded<Branch>().optional(),
  /** What the summary asks the person to look at again. */
  doubts: z.array(z.enum(['document', 'ruc'])),
  /** A number that was refused once; sent again, the registry decides. */
  refusedOnce: z.string().optional(),
  /** What the last message suggested: a "yes" means that this was said. */
  offer: z.object({ text: z.string(), documentKind: z.enum(['cedula', 'foreigner']) }).optional(),
});

export type ClaimDraft = z.infer<typeof ClaimDraft>;

export const EMPTY_DRAFT: ClaimDraft = { documentKind: 'cedula', employer: 'business', doubts: [] };

/** The claim, once nothing is missing. */
export function completeClaim({ branch, document, ruc }: ClaimDraft): Claim | undefined {
  return document && ruc && branch ? { document, ruc, branch } : undefined;
}
