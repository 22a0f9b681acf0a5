import { createHash, hash } from 'node:crypto';

/** A way to hash a number: SHA-256, or HMAC with a key, of the number with a prefix and a suffix. */
export interface HashRecipe {
  readonly key?: string | Buffer | undefined;
  readonly before?: string;
  readonly after?: string;
}

/** Returns the guesses whose hash by any recipe occurs in the text. All have one length. A million by one recipe take a second or two. */
export function findHashedGuesses(text: string, recipes: readonly HashRecipe[], guesses: readonly string[]): string[] {
  const hashes = hashesIn(text);
  return recipes.flatMap((recipe) => {
    const hashOf = createHasher(recipe, guesses[0]?.length ?? 0);
    return guesses.filter((guess) => hashes.has(hashOf(guess)));
  });
}

const MILLION = 1_000_000;

/** Returns `count` consecutive guesses out of a million, including the one at `index`. */
export function someOfMillion(count: number, index: number, make: (index: number) => string): readonly string[] {
  const first = Math.min(Math.max(index - Math.floor(count / 2), 0), MILLION - count);
  return Array.from({ length: count }, (_, position) => make(first + position));
}

/** Finds every value of 256 bits in hex or base64. */
function hashesIn(text: string): ReadonlySet<string> {
  const hex = text.match(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/gi) ?? [];
  const base64 = text.match(/(?<![\w+/-])[\w+/-]{43}(?![\w+/-])/g) ?? [];
  return new Set([
    ...hex.map((one) => Buffer.from(one, 'hex').toString('latin1')),
    ...base64.map((one) => Buffer.from(one, 'base64').toString('latin1')),
  ]);
}

/** Computes HMAC (RFC 2104) without the library. It is many times faster, because guesses differ only in a few bytes. */
function createHasher({ key, before = '', after = '' }: HashRecipe, length: number): (guess: string) => string {
  const inner = Buffer.concat([pad(key, 0x36), Buffer.from(`${before}${' '.repeat(length)}${after}`)]);
  const position = inner.length - length - Buffer.byteLength(after);
  const outer = Buffer.concat([pad(key, 0x5c), Buffer.alloc(32)]);
  return (guess) => {
    inner.write(guess, position, 'latin1');
    const hashed = hash('sha256', inner, 'binary');
    if (key === undefined) return hashed;
    outer.write(hashed, BLOCK, 'latin1');
    return hash('sha256', outer, 'binary');
  };
}

const BLOCK = 64;

function pad(key: HashRecipe['key'], mask: number): Buffer {
  if (key === undefined) return Buffer.alloc(0);
  const bytes = Buffer.from(key as string);
  const short = bytes.length > BLOCK ? createHash('sha256').update(bytes).digest() : bytes;
  return Buffer.from(Buffer.concat([short], BLOCK).map((byte) => byte ^ mask));
}
