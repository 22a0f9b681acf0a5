import type { Cedula } from './cedula';
import type { ForeignerCode } from './foreigner-code';

/** What the person is known by: a passport is neither and does not count. */
export type IdentityDocument =
  { readonly kind: 'cedula'; readonly number: Cedula } | { readonly kind: 'foreigner'; readonly code: ForeignerCode };

/** The document's number as the registry writes it. */
export function documentNumber(document: IdentityDocument): string {
  switch (document.kind) {
    case 'cedula':
      return document.number;
    case 'foreigner':
      return document.code;
  }
}
