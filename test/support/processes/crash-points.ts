import { setTimeout as delay } from 'node:timers/promises';

/** Where a process may die: before a call of a port leaves, while it is under way, and when its answer has come. */
export interface CrashPoints {
  /** The same port, every call of which passes such points. */
  wrap<P extends object>(name: string, port: P): P;
  /** From now on points are counted; this is the first. */
  startCounting(): void;
}

/** Ends this process as `kill -9` does at the point of that number, counted from 0. Says which it was. */
export function createCrashPoints(fatal: number): CrashPoints {
  let passed = -1;

  const pass = (point: string) => {
    if (passed < 0) return;
    if (passed === fatal) {
      process.stdout.write(`${point}\n`);
      process.kill(process.pid, 'SIGKILL');
      // The signal is on its way: nothing may happen any more.
      for (;;);
    }
    passed += 1;
  };

  async function call(name: string, work: () => Promise<unknown>): Promise<unknown> {
    pass(`before ${name}`);
    const answer = work();
    // What was written is with the other side by then, and its answer is not back.
    if (name === 'mailer.send')
      await delay(30).then(() => {
        pass(`during ${name}`);
      });
    const value = await answer;
    pass(`after ${name}`);
    return value;
  }

  return {
    startCounting() {
      passed = 0;
    },

    wrap: (name, port) =>
      new Proxy(port, {
        get: (target, method) => {
          const own = Reflect.get(target, method) as unknown;
          if (typeof own !== 'function' || method === 'handle' || method === 'close') return own;
          return (...given: unknown[]) =>
            call(`${name}.${String(method)}`, () => own.apply(target, given) as Promise<unknown>);
        },
      }),
  };
}
