/** The world is down: a dependency did not answer, or not in time. Thrown by adapters, handled once per edge. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';

  constructor(
    /** Which port failed, for the log: never an address, never a value. */
    readonly port: string,
    cause: unknown,
  ) {
    super(`${port} is unavailable`, { cause });
  }
}

/** Redis's clients put the command into their errors, and some of Redis's own messages quote it: neither may reach a log. */
export function withoutCommandArguments(error: unknown): Error {
  const message = error instanceof Error ? error.message : 'no error';
  return new Error(message.replace(/,? with args beginning with.*/s, ''));
}
