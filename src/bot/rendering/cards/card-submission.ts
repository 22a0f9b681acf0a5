import { z } from 'zod';
import type { CardSubmission } from '../../../../dialogs/chat';
import { COMMANDS } from '../../../../dialogs/input/commands';
import type { Translate } from '../../../i18n/translate';

/** Random bytes in a form's stamp, so that it cannot be guessed. */
export const STAMP_BYTES = 12;

/** The bound is higher than the `maxLength` of any field of a card. */
const field = z
  .string()
  .max(200)
  .nullish()
  .transform((text) => text ?? '');
const stamp = z.string().min(1).max(64);

const Submitted = z.discriminatedUnion('form', [
  z.object({
    form: z.literal('claim'),
    stamp,
    documentKind: z.enum(['cedula', 'foreigner']).nullish(),
    document: field,
    ruc: field,
    branch: field,
    domestic: z.enum(['true', 'false']).nullish(),
  }),
  z.object({ form: z.literal('code'), stamp, code: field }),
  z.object({ form: z.literal('choice'), stamp, choice: z.enum(COMMANDS) }),
]);

/** Data of a card's button; the client adds the values of the fields. */
export type SubmittedData =
  | { readonly form: 'claim' | 'code'; readonly stamp: string }
  | { readonly form: 'choice'; readonly stamp: string; readonly choice: (typeof COMMANDS)[number] };

/** A submission, and the text that stands for it in the dialogs. */
export interface ParsedSubmission {
  readonly submission: CardSubmission;
  readonly text: string;
}

/** Parses the value of an activity. Returns undefined for anything that no card of this bot submits, because callers may send any value. */
export function parseSubmission(value: unknown, copy: Translate): ParsedSubmission | undefined {
  const parsed = Submitted.safeParse(value);
  if (!parsed.success) return undefined;
  const { data } = parsed;
  switch (data.form) {
    case 'claim': {
      const { branch, document, documentKind, domestic, ruc } = data;
      const employer = domestic === 'true' ? 'domestic' : 'business';
      const entry = { documentKind: documentKind ?? 'cedula', employer, document, ruc, branch } as const;
      return { submission: { stamp: data.stamp, entry }, text: '' };
    }
    case 'code':
      return { submission: { stamp: data.stamp }, text: data.code.trim() };
    case 'choice':
      return { submission: { stamp: data.stamp }, text: copy(`choice.${data.choice}`) };
  }
}
