/** Why a well-formed number may still be mistyped. */
export type ParseDoubt = 'check-digit' | 'province';

/**
 * The result of parsing one field. `confirm` carries the value, so that it can be accepted when the person confirms it. A `suggestion` may
 * only be offered as a question, because it holds digits that the person did not type.
 */
export type ParseResult<T, F extends string, D extends string = ParseDoubt> =
  | { readonly kind: 'accept'; readonly value: T }
  | { readonly kind: 'confirm'; readonly value: T; readonly doubt: D; readonly suggestion?: string }
  | ParseFailure<F>;

export interface ParseFailure<F extends string> {
  readonly kind: 'refuse';
  readonly fault: F;
  readonly suggestion?: string;
}

/** Maps the value of a result; a refusal stays as it is. */
export function mapParseResult<T, U, F extends string>(
  result: ParseResult<T, F>,
  map: (value: T) => U,
): ParseResult<U, F> {
  return result.kind === 'refuse' ? result : { ...result, value: map(result.value) };
}

export const parseFailure = <F extends string>(fault: F, suggestion?: string): ParseFailure<F> =>
  suggestion === undefined ? { kind: 'refuse', fault } : { kind: 'refuse', fault, suggestion };
