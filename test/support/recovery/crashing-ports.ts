export interface Crash {
  readonly kind: 'died';
}

/** A process of a simulation: its ports answer until it dies, and then nothing that it began ever ends. */
export interface CrashablePorts {
  wrap<P extends object>(port: P): P;
  /** From now on it makes so many calls of ports; the next one kills it, before the call or, `after`, when it has been carried out. */
  crashAfterCalls(calls: number, when: 'before' | 'after'): void;
  /** Settles when it dies. */
  readonly crashed: Promise<Crash>;
  hasCrashed(): boolean;
}

export function createCrashablePorts(): CrashablePorts {
  let left = Infinity;
  let when: 'before' | 'after' = 'before';
  let state: 'alive' | 'dead' = 'alive';
  let toll: (death: Crash) => void = () => undefined;
  const death = new Promise<Crash>((resolve) => {
    toll = resolve;
  });
  const never = () => new Promise<never>(() => undefined);
  const die = () => {
    state = 'dead';
    toll({ kind: 'died' });
    return never();
  };

  async function call(work: () => unknown): Promise<unknown> {
    if (state === 'dead') return never();
    const isLast = left === 0;
    left -= 1;
    if (isLast && when === 'before') return die();
    try {
      const answer = await work();
      return isLast ? await die() : answer;
    } finally {
      // It died over another call meanwhile: this answer reaches nobody.
      if ((state as string) === 'dead') await never();
    }
  }

  return {
    crashed: death,
    hasCrashed: () => state === 'dead',
    crashAfterCalls(calls, at) {
      left = calls;
      when = at;
    },
    wrap: (port) =>
      new Proxy(port, {
        get: (target, method) => {
          const own = Reflect.get(target, method) as unknown;
          return typeof own === 'function' && method !== 'handle'
            ? (...given: unknown[]) => call(() => own.apply(target, given) as unknown)
            : own;
        },
      }),
  };
}
