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
