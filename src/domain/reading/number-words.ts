import { type Field, roleOf } from './field-labels';

/** One word of a message, as far as numbers go; `mixed` is made of letters and digits and says nothing else. */
export type NumberWord =
  | { readonly kind: 'number'; readonly digits: string }
  | { readonly kind: 'label'; readonly field: Field }
  | { readonly kind: 'mixed'; readonly text: string }
  | { readonly kind: 'filler' | 'other' };

const GLUED = /^(\p{L}+)(\d+)$/u;

/** `word` is letters and digits in lower case, without accents. "ruc1790010937001" is a label and its number. */
export function numberWords(word: string): readonly NumberWord[] {
  if (/^\d+$/.test(word)) return [{ kind: 'number', digits: word }];
  if (!/\d/.test(word)) return [roleOf(word)];

  const [, letters = '', digits = ''] = GLUED.exec(word) ?? [];
  const role = roleOf(letters);
  return role.kind === 'label' ? [role, { kind: 'number', digits }] : [{ kind: 'mixed', text: word }];
}
