import type { Locale } from '../domain/locale';

/** One piece of a mail. Both parts of a mail are made of the same pieces, so that they cannot say different things. */
export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  /** What the person came for, set large. */
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'button'; readonly text: string; readonly href: string }
  /** Read when in doubt: set small. */
  | { readonly kind: 'note'; readonly text: string };

/** A mail in words, before it has a form. */
export interface Letter {
  readonly locale: Locale;
  readonly subject: string;
  readonly brand: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}
