/** Signs of programs and queries. An apostrophe inside a word is none: "it's". */
const SIGNS = /(?<!\p{L})['’]|['’](?!\p{L})|["`=<>{}\\;]|--/gu;
const MIN_DIFFERENT_SIGNS = 2;

/** Returns whether the text looks like a part of a program or a query: `1710034065' OR '1'='1`. Its numbers are only offered. */
export const isOddText = (text: string): boolean => new Set(text.match(SIGNS)).size >= MIN_DIFFERENT_SIGNS;
