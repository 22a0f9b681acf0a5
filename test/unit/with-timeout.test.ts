import { setTimeout as delay } from 'node:timers/promises';
import { withTimeout } from '../../src/timing/with-timeout';

describe('withTimeout', () => {
  const never = new Promise<never>(() => undefined);
  const tooLate = () => {
    throw new Error('too late');
  };

  it('returns the result of work that ends within the limit', async () => {
    await expect(withTimeout(1_000, Promise.resolve('done'), tooLate)).resolves.toBe('done');
  });

  it('passes on the error of work that fails within the limit', async () => {
    await expect(withTimeout(1_000, Promise.reject(new Error('broken')), tooLate)).rejects.toThrow('broken');
  });

  it('returns what onTimeout returns once the limit is reached', async () => {
    await expect(withTimeout(5, never, () => 'late' as const)).resolves.toBe('late');
  });

  it('throws what onTimeout throws once the limit is reached', async () => {
    await expect(withTimeout(5, never, tooLate)).rejects.toThrow('too late');
  });

  it('the wait ends when its signal aborts, also one that was aborted before', async () => {
    const cut = new AbortController();
    const waiting = withTimeout(cut.signal, never, tooLate);
    cut.abort();
    await expect(waiting).rejects.toThrow('too late');
    await expect(withTimeout(cut.signal, never, tooLate)).rejects.toThrow('too late');
  });

  it('lets the work stop itself at the limit', async () => {
    const work = async (expired: Promise<never>): Promise<string> => {
      await Promise.race([never, expired]).catch(() => undefined);
      return Promise.reject(new Error('stopped'));
    };
    await expect(withTimeout(5, work, tooLate)).rejects.toThrow('too late');
  });

  it('drops the error of work that fails after the limit', async () => {
    const failsLater = delay(10).then(() => Promise.reject(new Error('nobody waits')));
    await expect(withTimeout(1, failsLater, () => 'late')).resolves.toBe('late');
    await delay(20);
  });
});
