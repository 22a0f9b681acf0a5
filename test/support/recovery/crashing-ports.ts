export interface Crash {
  readonly kind: 'died';
}

/** The ports of a simulated process: they answer until it crashes, and then no pending call ever settles. */
export interface CrashablePorts {
  wrap<P extends object>(port: P): P;
  /** Lets the process make `calls` calls. The next one crashes it, before the call or after the call has taken effect. */
  crashAfterCalls(calls: number, when: 'before' | 'after'): void;
  /** Resolves when the process crashes. */
  readonly crashed: Promise<Crash>;
  hasCrashed(): boolean;
}

export function createCrashablePorts(): CrashablePorts {
  let left = Infinity;
  let when: 'before' | 'after' = 'before';
  let state: 'alive' | 'dead' = 'alive';
  let resolveDeath: (death: Crash) => void = () => undefined;
  const death = new Promise<Crash>((resolve) => {
    resolveDeath = resolve;
  });
  const never = () => new Promise<never>(() => undefined);
  const die = () => {
    state = 'dead';
    resolveDeath({ kind: 'died' });
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
      // The process crashed during another call, so this result reaches no caller.
      if ((state as string) === 'dead') await never();
    }
  }

  return {
    crashed: death,
    hasCrashed: () => state === 'dead',
    crashAfterCalls(calls, whenToCrash) {
      left = calls;
      when = whenToCrash;
    },
    wrap: (port) =>
      new Proxy(port, {
        get: (target, method) => {
          const property = Reflect.get(target, method) as unknown;
          return typeof property === 'function' && method !== 'handle'
            ? (...args: unknown[]) => call(() => property.apply(target, args) as unknown)
            : property;
        },
      }),
  };
}
