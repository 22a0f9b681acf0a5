import { wordRole, type WordRole } from './field-labels';

/** A word, and the characters between it and the previous word. */
export interface Token {
  readonly word: ClassifiedWord;
  readonly gap: string;
}

const WORD = /[\p{L}\p{M}\d]+/gu;

/** @param message in lower case without accents */
export function tokenise(message: string): readonly Token[] {
  let end = 0;
  return Array.from(message.matchAll(WORD)).flatMap((match) => {
    const gap = message.slice(end, match.index);
    end = match.index + match[0].length;
    return classifyWord(match[0]).map((word) => ({ word, gap }));
  });
}

/** A word by its role. `mixed`: letters and digits that are not a label followed by its number. */
export type ClassifiedWord =
  { readonly kind: 'number'; readonly digits: string } | { readonly kind: 'mixed'; readonly text: string } | WordRole;

const LABEL_AND_NUMBER = /^(\p{L}+)(\d+)$/u;

/** Classifies a word of letters and digits in lower case without accents. "ruc1790010937001" is a label and its number. */
function classifyWord(word: string): readonly ClassifiedWord[] {
  if (/^\d+$/.test(word)) return [{ kind: 'number', digits: word }];
  if (!/\d/.test(word)) return [wordRole(word)];

  const [, letters = '', digits = ''] = LABEL_AND_NUMBER.exec(word) ?? [];
  const role = wordRole(letters);
  return role.kind === 'label' ? [role, { kind: 'number', digits }] : [{ kind: 'mixed', text: word }];
}
