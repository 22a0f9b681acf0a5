import { createInProcessMailQueue } from '../../src/adapters/memory/mail-queue';
import { Sensitive } from '../../src/domain/sensitive';
import { SECOND } from '../../src/domain/time';
import type { MailJob } from '../../src/ports/mail/mail-job';
import { createBotHarness } from '../support/bot/bot-harness';
import { fastHasher } from '../support/secrets/fast-hasher';
import { unlimitedRateLimits } from '../support/recovery/unlimited-rate-limits';
import { createInMemoryRecovery, type InMemoryRecovery } from '../support/recovery/in-memory-recovery';
import type { Connector } from './connector';
import { jobRetryPolicy } from '../../src/policy/mail';

/** Number of recoveries between two measurements of the heap. */
const STRIDE = 1_000;
/** Growth (bytes) that the data of the compiler may cause. */
const NOISE = 2 ** 20;
/** Time (ms) that passes with each recovery. In a stride it exceeds the longest retention in memory. */
const STEP = 10 * SECOND;

/**
 * Measures the heap over recoveries from "recuperar" to the notification in the chat, all in memory: the chat runs through the bot,
 * link and key through the use cases. The clock is advanced, so that entries kept for an hour expire within the run and growth would be a leak.
 */
export async function reportHeap(recoveries: number, connector: Connector): Promise<string> {
  const service = createService();
  const heaps: number[] = [];
  const begun = performance.now();
  for (let index = 1; index <= recoveries; index += 1) {
    await recover(service, connector, index);
    service.backend.passTime(STEP);
    if (index % STRIDE === 0) heaps.push(heapAfterCollection());
  }
  const each = (performance.now() - begun) / recoveries;
  const growth = (heaps.at(-1) ?? Number.NaN) - (heaps[0] ?? Number.NaN);
  return [
    `${recoveries} recoveries in one process, ${each.toFixed(1)} ms each with a quick hash in place of Argon2id`,
    `Heap after forced collection, MB: ${heaps.map(megabytes).join(' · ')}`,
    `From first to last ${megabytes(growth)} (goal: no growth beyond ${megabytes(NOISE)} of noise)`,
  ].join('\n');
}

/** Creates the service below HTTP. Every failure throws. */
function createService() {
  const queue = createInProcessMailQueue({ retries: jobRetryPolicy, onFailure: (_job, error) => fail(error) });
  let latest: MailJob | undefined;
  let notified: Promise<unknown> = Promise.resolve();
  const backend: InMemoryRecovery = createInMemoryRecovery({
    hasher: fastHasher,
    strength: { score: () => 4 },
    limits: unlimitedRateLimits,
    audit: { record: () => undefined },
    reportError: fail,
    queue: {
      ...queue,
      add(job) {
        latest = job;
        return queue.add(job);
      },
    },
    // Timers of notifications fire at once. Timers of expiring codes and links never fire, because the clock jumps over them.
    timers: {
      start(timer) {
        if (timer.reason === 'changed') notified = backend.onTimer(timer);
        return Promise.resolve();
      },
      handle: () => undefined,
      close: () => Promise.resolve(),
    },
    notifier: { notify: (address, recovery) => harness.bot.notifier.notify(address, recovery) },
  });
  const harness = createBotHarness({ backend, limits: unlimitedRateLimits });
  /** Waits until the latest mail is sent and the chat is notified. */
  const settle = async () => {
    if (latest) await queue.waitUntilSettled(latest, 5 * SECOND);
    await notified;
  };
  return { backend, harness, settle };
}

async function recover(
  { harness, settle, backend }: ReturnType<typeof createService>,
  { serviceUrl, takeReplies }: Connector,
  index: number,
): Promise<void> {
  const conversation = `recovery-${index}`;
  const address = {
    channelId: 'directline',
    serviceUrl,
    conversation: { id: conversation },
    from: { id: `p-${index}` },
  };
  for (const text of ['recuperar', '1710034065', '1799999915001', '0001', 'sí'])
    await harness.post({ ...address, text });
  await harness.post({ ...address, text: backend.code() });
  const outcome = await backend.page.setKey(
    await backend.open(),
    new Sensitive(`quinua tranvía ${index} violeta páramo`),
  );
  if (outcome.kind !== 'changed') throw new Error(`the key is ${outcome.kind}`);
  await settle();
  if (takeReplies(conversation).length === 0) throw new Error('the chat was not notified');
  if (harness.errors.length > 0) fail(harness.errors[0]?.error);
}

function fail(error: unknown): never {
  throw error;
}

const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(2);

function heapAfterCollection(): number {
  if (globalThis.gc === undefined) throw new Error('run it with --expose-gc');
  // Objects that the first collection finalizes are freed by the second one.
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
