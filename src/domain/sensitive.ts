const REDACTED = '[redacted]';

/**
 * A value that cannot be printed by accident: string conversion, JSON and Node's inspection all return `[redacted]`. Call `expose()` only
 * where the value is sent to its destination.
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

  /** Called by `util.inspect` and `console.log`. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return REDACTED;
  }
}
