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

/** Recoveries between two measurements of the heap. */
const STRIDE = 1_000;
/** What the compiler's own data make of it (bytes). */
const NOISE = 2 ** 20;
/** Time that passes with each recovery: in a stride more than the longest that anything is remembered in memory. */
const STEP = 10 * SECOND;

/**
 * The heap over recoveries from "recuperar" to the notification in the chat: chat through the bot, link and key through the use cases, all
 * in memory. The clock is driven, so that what is kept for an hour expires within the run, and growth would be a leak.
 */
export async function reportHeap(recoveries: number, connector: Connector): Promise<string> {
  const service = createService();
  const heaps: number[] = [];
  const begun = performance.now();
  for (let index = 1; index <= recoveries; index += 1) {
    await recover(service, connector, index);
    service.world.passTime(STEP);
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

/** The service below HTTP. What fails, throws. */
function createService() {
  const queue = createInProcessMailQueue({ retries: jobRetryPolicy, onFailure: (_job, error) => fail(error) });
  let latest: MailJob | undefined;
  let notified: Promise<unknown> = Promise.resolve();
  const world: InMemoryRecovery = createInMemoryRecovery({
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
    // News is told at once and waited for. Ends of codes and links do not come: the clock jumps over them.
    timers: {
      start(watch) {
        if (watch.reason === 'changed') notified = world.onTimer(watch);
        return Promise.resolve();
      },
      handle: () => undefined,
      close: () => Promise.resolve(),
    },
    notifier: { notify: (address, recovery) => desk.bot.notifier.notify(address, recovery) },
  });
  const desk = createBotHarness({ backend: world, limits: unlimitedRateLimits });
  /** Waits until the latest mail has left and the chat has been told. */
  const settle = async () => {
    if (latest) await queue.waitUntilSettled(latest, 5 * SECOND);
    await notified;
  };
  return { world, desk, settle };
}

async function recover(
  { desk, settle, world }: ReturnType<typeof createService>,
  { serviceUrl, takeReplies }: Connector,
  index: number,
): Promise<void> {
  const conversation = `recovery-${index}`;
  const place = { channelId: 'directline', serviceUrl, conversation: { id: conversation }, from: { id: `p-${index}` } };
  for (const text of ['recuperar', '1710034065', '1799999915001', '0001', 'sí']) await desk.post({ ...place, text });
  await desk.post({ ...place, text: world.code() });
  const outcome = await world.page.setKey(await world.open(), new Sensitive(`quinua tranvía ${index} violeta páramo`));
  if (outcome.kind !== 'changed') throw new Error(`the key is ${outcome.kind}`);
  await settle();
  if (takeReplies(conversation).length === 0) throw new Error('the chat was not told');
  if (desk.errors.length > 0) fail(desk.errors[0]?.error);
}

function fail(error: unknown): never {
  throw error;
}

const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(2);

function heapAfterCollection(): number {
  if (globalThis.gc === undefined) throw new Error('run it with --expose-gc');
  // What the first collection finalises only the second one frees.
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
