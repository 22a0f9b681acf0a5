import type { OneTimeCode } from '../../../src/domain/recovery/one-time-code';
import { Sensitive } from '../../../src/domain/sensitive';
import type { RecoveryId } from '../../../src/ports/ids';
import { createCrashPoints } from './crash-points';
import { openDurableRecovery } from './durable-recovery';

/** Verifies a code and sends the link, in a process of its own that dies at a point it is told of. Says `survived` when there was none. */
async function main([redisUrl = '', connectionString = '', publicUrl = '', id, code, fatal]: readonly string[]) {
  const points = createCrashPoints(Number(fatal));
  const recovery = await openDurableRecovery({
    redisUrl,
    connectionString,
    publicUrl,
    wrap: (name, port) => points.wrap(name, name === 'store' ? armedBy(port) : port),
  });

  /** The code is verified from the answer of the store on: what comes then, counts. */
  function armedBy<P extends object>(store: P): P {
    return new Proxy(store, {
      get: (target, method) => {
        const own = Reflect.get(target, method) as unknown;
        if (method !== 'attempt' || typeof own !== 'function') return own;
        return async (...given: unknown[]) => {
          const verdict = await (own.apply(target, given) as Promise<unknown>);
          points.startCounting();
          return verdict;
        };
      },
    });
  }

  await recovery.chat.verifyCode(id as RecoveryId, new Sensitive(code as OneTimeCode));
  await recovery.chat.awaitMail(id as RecoveryId, 'link');
  process.stdout.write('survived\n');
  process.exit(0);
}

void main(process.argv.slice(2));
