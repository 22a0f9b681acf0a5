/** A dependency did not answer, or not in time. Thrown by adapters, and handled where a request or job enters the service. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';

  constructor(
    /** Name of the dependency, for the log. Never an address or a value. */
    readonly port: string,
    cause: unknown,
  ) {
    super(`${port} is unavailable`, { cause });
  }
}

/** Returns an error without the command, which Redis and its clients quote in their messages, and which must not be logged. */
export function withoutCommandArguments(error: unknown): Error {
  const message = error instanceof Error ? error.message : 'no error';
  return new Error(message.replace(/,? with args beginning with.*/s, ''));
}
