import type { OneTimeCode } from '../../../src/domain/recovery/one-time-code';
import { Sensitive } from '../../../src/domain/sensitive';
import type { RecoveryId } from '../../../src/ports/ids';
import { createCrashPoints } from './crash-points';
import { openDurableRecovery } from './durable-recovery';

/** Verifies a code and sends the link in a process that is killed at the crash point `fatal`. Prints `survived` when it is not reached. */
async function main([redisUrl = '', connectionString = '', publicUrl = '', id, code, fatal]: readonly string[]) {
  const points = createCrashPoints(Number(fatal));
  const recovery = await openDurableRecovery({
    redisUrl,
    connectionString,
    publicUrl,
    wrap: (name, port) => points.wrap(name, name === 'store' ? countFromAttempt(port) : port),
  });

  /** Starts to count crash points when the store has accepted the code. */
  function countFromAttempt<P extends object>(store: P): P {
    return new Proxy(store, {
      get: (target, method) => {
        const property = Reflect.get(target, method) as unknown;
        if (method !== 'attempt' || typeof property !== 'function') return property;
        return async (...args: unknown[]) => {
          const verdict = await (property.apply(target, args) as Promise<unknown>);
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
