/** Why a number that reads well may still be mistyped. */
export type ParseDoubt = 'check-digit' | 'province';

/**
 * What came of reading one field out of a person's words. `confirm` carries the value, so that it can be taken once the
 * person insists. A `suggestion` is only ever offered: it holds digits that the person did not type.
 */
export type ParseResult<T, F extends string> =
  | { readonly kind: 'accept'; readonly value: T }
  | { readonly kind: 'confirm'; readonly value: T; readonly doubt: ParseDoubt }
  | ParseFailure<F>;

export interface ParseFailure<F extends string> {
  readonly kind: 'refuse';
  readonly fault: F;
  readonly suggestion?: string;
}

/** The same outcome for another value. */
export function mapParseResult<T, U, F extends string>(
  result: ParseResult<T, F>,
  map: (value: T) => U,
): ParseResult<U, F> {
  return result.kind === 'refuse' ? result : { ...result, value: map(result.value) };
}

export const parseFailure = <F extends string>(fault: F, suggestion?: string): ParseFailure<F> =>
  suggestion === undefined ? { kind: 'refuse', fault } : { kind: 'refuse', fault, suggestion };
