import type { OwnLine } from './posting';

/** Those who wait for a line. */
export interface AwaitedLine {
  /** The next one to be online; none after so many milliseconds. */
  next(within: number): Promise<OwnLine | undefined>;
  came(line: OwnLine): void;
}

export function createAwaitedLine(): AwaitedLine {
  const waiting = new Set<(line: OwnLine) => void>();

  return {
    next: (within) =>
      new Promise((resolve) => {
        const settle = (line?: OwnLine) => {
          clearTimeout(deadline);
          waiting.delete(settle);
          resolve(line);
        };
        const deadline = setTimeout(settle, within);
        waiting.add(settle);
      }),
    came(line) {
      for (const settle of waiting) settle(line);
    },
  };
}
