import { type ClaimField, wordRole } from './field-labels';

/** One word of a message, as far as numbers go; `mixed` is made of letters and digits and says nothing else. */
export type ClassifiedWord =
  | { readonly kind: 'number'; readonly digits: string }
  | { readonly kind: 'label'; readonly field: ClaimField }
  | { readonly kind: 'mixed'; readonly text: string }
  | { readonly kind: 'filler' | 'other' };

const GLUED = /^(\p{L}+)(\d+)$/u;

/** `word` is letters and digits in lower case, without accents. "ruc1790010937001" is a label and its number. */
export function classifyWord(word: string): readonly ClassifiedWord[] {
  if (/^\d+$/.test(word)) return [{ kind: 'number', digits: word }];
  if (!/\d/.test(word)) return [wordRole(word)];

  const [, letters = '', digits = ''] = GLUED.exec(word) ?? [];
  const role = wordRole(letters);
  return role.kind === 'label' ? [role, { kind: 'number', digits }] : [{ kind: 'mixed', text: word }];
}
