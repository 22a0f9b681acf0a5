import { setTimeout as delay } from 'node:timers/promises';

/** The points at which a process can be killed: before and after each call of a port, and during a call of the mailer. */
export interface CrashPoints {
  /** Returns the port with such points around every call. */
  wrap<P extends object>(name: string, port: P): P;
  /** Starts to count the points, from 0. */
  startCounting(): void;
}

/** Prints the name of the point with the number `fatal`, and kills this process there as `kill -9` does. */
export function createCrashPoints(fatal: number): CrashPoints {
  let passed = -1;

  const pass = (point: string) => {
    if (passed < 0) return;
    if (passed === fatal) {
      process.stdout.write(`${point}\n`);
      process.kill(process.pid, 'SIGKILL');
      // Blocks until the signal arrives, so that nothing else happens.
      for (;;);
    }
    passed += 1;
  };

  async function call(name: string, work: () => Promise<unknown>): Promise<unknown> {
    pass(`before ${name}`);
    const answer = work();
    // By then the mail service has the request, and its answer has not arrived.
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
          const property = Reflect.get(target, method) as unknown;
          if (typeof property !== 'function' || method === 'handle' || method === 'close') return property;
          return (...args: unknown[]) =>
            call(`${name}.${String(method)}`, () => property.apply(target, args) as Promise<unknown>);
        },
      }),
  };
}
