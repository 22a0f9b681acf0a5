import { createArgon2KeyHasher } from '../../src/adapters/argon2/key-hasher';
import { systemClock } from '../../src/adapters/system/clock';
import { createZxcvbnKeyStrength } from '../../src/adapters/zxcvbn/key-strength';
import { later, SECOND } from '../../src/domain/time';
import { createDesk } from './desk';
import { hastyHasher } from '../support/hasty-hasher';
import { createPerson } from './person';
import { startConnector, type StandInConnector } from './stand-in-connector';
import { median } from './statistics';

/** Enough to say what a recovery costs with everything real. */
const SAMPLE = 10;

/** Recoveries between two looks at the heap. */
const STRIDE = 1_000;

/** What the compiler's own leavings make of it (bytes). */
const NOISE = 2 ** 20;

/** Time that passes with each recovery: in a stride more than the longest that anything is remembered in memory. */
const PACE = 10 * SECOND;

void run(Number(process.argv[2]));

/** Every recovery: the chat from "recuperar" to the code, the link out of the mailbox, the key, the news in the chat. */
async function run(recoveries: number): Promise<void> {
  const connector = await startConnector();
  print(
    '\nRecoveries end to end in one process: chat through the bot, link and key through the use cases, all in memory',
  );
  await sample(connector);
  await watchHeap(recoveries, connector);
  await connector.close();
}

async function sample(connector: StandInConnector): Promise<void> {
  const hasher = createArgon2KeyHasher();
  const desk = createDesk({ clock: systemClock, hasher, strength: createZxcvbnKeyStrength() });
  const person = createPerson(desk, connector);
  const took: number[] = [];
  for (let index = 0; index < SAMPLE; index += 1) {
    const begun = performance.now();
    await person.recover(index);
    took.push(performance.now() - begun);
  }
  print(`${SAMPLE} with the real Argon2id and strength meter: ${median(took).toFixed(0)} ms each (median)`);
}

/** The clock is driven, so that what is kept for an hour is let go within the run: growth would be a leak. */
async function watchHeap(recoveries: number, connector: StandInConnector): Promise<void> {
  let now = systemClock.now();
  const desk = createDesk({
    clock: { ...systemClock, now: () => now },
    hasher: hastyHasher,
    strength: { score: () => 4 },
  });
  const person = createPerson(desk, connector);
  const heaps: number[] = [];
  const begun = performance.now();
  for (let index = 1; index <= recoveries; index += 1) {
    await person.recover(index);
    now = later(now, PACE);
    if (index % STRIDE === 0) heaps.push(heapAfterCollection());
  }
  const each = (performance.now() - begun) / recoveries;
  print(`${recoveries} with a quick hash in place of Argon2id and no strength meter: ${each.toFixed(1)} ms each`);
  print(heapReport(heaps));
}

function heapReport(heaps: readonly number[]): string {
  const [first = Number.NaN] = heaps;
  const growth = (heaps.at(-1) ?? Number.NaN) - first;
  const list = heaps.map((bytes, index) => `${(index + 1) * STRIDE}: ${megabytes(bytes)}`).join(' · ');
  const verdict = growth <= NOISE ? 'reached' : 'missed';
  return [
    `Heap after forced collection, MB: ${list}`,
    `From first to last ${megabytes(growth)} (goal: no growth beyond ${megabytes(NOISE)} of noise, ${verdict})`,
  ].join('\n');
}

const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(2);

function heapAfterCollection(): number {
  if (globalThis.gc === undefined) throw new Error('run it with --expose-gc');
  // What the first collection finalises only the second one frees.
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
