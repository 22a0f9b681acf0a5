import type { Cedula } from './cedula';
import type { ForeignerCode } from './foreigner-code';

/** The number that identifies a person. The procedure does not accept a passport. */
export type IdentityDocument =
  { readonly kind: 'cedula'; readonly number: Cedula } | { readonly kind: 'foreigner'; readonly code: ForeignerCode };

/** Returns the document's number as the registry writes it. */
export function documentNumber(document: IdentityDocument): string {
  switch (document.kind) {
    case 'cedula':
      return document.number;
    case 'foreigner':
      return document.code;
  }
}
