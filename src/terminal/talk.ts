import { setTimeout as pause } from 'node:timers/promises';
import { textFor } from './choices';
import type { DirectLine, Said } from './direct-line';
import { shownLines } from './shown-lines';
import { Trouble } from './trouble';

/** Who types, and where the bot's words are read. */
export interface Typist {
  /** `absent`: the lines come from a file or another program. */
  readonly presence: 'present' | 'absent';
  /** What is typed next; nothing when there is no more. */
  next(): Promise<string | undefined>;
  print(lines: readonly string[]): void;
}

/** Ends the conversation. */
export const LEAVE = ['/salir', '/exit'];

/** The bot also speaks by itself: it is listened to so often (ms). */
const EVERY = 1_000;
/** For an answer to what was typed. */
const PATIENCE = { tries: 40, between: 250 };

/** Says what is typed and shows what the bot says, until nothing more is typed. @throws Trouble, but waits out what passes when somebody is there */
export async function talk(line: DirectLine, typist: Typist): Promise<void> {
  let last: Said | undefined;
  let told = '';
  /** How many messages there were. */
  const hear = async (): Promise<number> => {
    const heard = await line.hear();
    for (const said of heard) typist.print(shownLines(said));
    last = heard.at(-1) ?? last;
    told = '';
    return heard.length;
  };
  const answer = async (typed: string) => {
    await line.say(textFor(typed, last));
    for (let tries = 0; (await hear()) === 0 && tries < PATIENCE.tries; tries++) await pause(PATIENCE.between);
  };
  const orTell = async (work: Promise<unknown>) => {
    try {
      await work;
    } catch (error) {
      const isEnd = !(error instanceof Trouble) || error.kind === 'lasting' || typist.presence === 'absent';
      if (isEnd) throw error;
      if (error.message !== told) typist.print([error.message]);
      told = error.message;
    }
  };

  await hear();
  for (let typing = typist.next(); ;) {
    const typed = await orPause(typing);
    if (typed === PAUSED) {
      await orTell(hear());
    } else if (typed === undefined || LEAVE.includes(typed.trim().toLowerCase())) {
      return;
    } else {
      if (typed.trim() !== '') await orTell(answer(typed));
      typing = typist.next();
    }
  }
}

const PAUSED = Symbol('paused');

async function orPause<T>(work: Promise<T>): Promise<T | typeof PAUSED> {
  const over = new AbortController();
  const pausing = pause(EVERY, PAUSED, { signal: over.signal });
  try {
    return await Promise.race([work, pausing]);
  } finally {
    pausing.catch(() => undefined);
    over.abort();
  }
}
