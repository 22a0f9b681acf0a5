import { parseArgs } from 'node:util';

export interface Flags {
  /** How often each server is measured; 0 leaves the servers out. */
  readonly rounds: number;
  /** How long each measurement lasts (s). */
  readonly seconds: number;
  /** Conversations at a time. */
  readonly conversations: number;
  /** Recoveries for the heap; 0 leaves them out. */
  readonly recoveries: number;
  /** Visits to the website's page; 0 leaves them out. */
  readonly visits: number;
}

/** `--rounds 9 --seconds 1 --conversations 16 --recoveries 5000 --visits 5`. @throws Error for any other flag and for what is no number */
export function readFlags(args: readonly string[]): Flags {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '9' },
      seconds: { type: 'string', default: '1' },
      conversations: { type: 'string', default: '16' },
      recoveries: { type: 'string', default: '5000' },
      visits: { type: 'string', default: '5' },
    },
  });
  return {
    rounds: count('rounds', values.rounds),
    seconds: count('seconds', values.seconds),
    conversations: count('conversations', values.conversations),
    recoveries: count('recoveries', values.recoveries),
    visits: count('visits', values.visits),
  };
}

function count(name: string, text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new Error(`--${name} takes a whole number`);
  return Number(text);
}
