declare const brand: unique symbol;

/** A primitive that has passed its parser. Stays a plain string in JSON, so it survives conversation state. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** What a parser answers: the proven value, or why the text is none. */
export type Result<T, Reason extends string> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: Reason };
