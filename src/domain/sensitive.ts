const REDACTED = '[redacted]';

/**
 * A value that cannot be printed by accident: string conversion, JSON and Node's inspection all give `[redacted]`.
 * Only `expose()` hands it out; call it where the value leaves for its one destination.
 */
export class Sensitive<T> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  expose(): T {
    return this.#value;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  /** What `util.inspect` and `console.log` call. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return REDACTED;
  }
}
