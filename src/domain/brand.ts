declare const brand: unique symbol;

/** A primitive that has passed its parser. In JSON it is the plain value, so it can be stored with the conversation state. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** The result of a parser: the parsed value, or the reason why the text was rejected. */
export type Result<T, Reason extends string> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: Reason };
