export type LogLine = Readonly<Record<string, unknown>>;

/** The lines of the log in what was printed, oldest first. */
export const parseLogLines = (printed: string): readonly LogLine[] =>
  printed
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as LogLine);
