import type { Contender } from './contenders';
import { ratio, summarise, type Round } from './speed';

/** What this bot is meant to reach. */
const GOALS = [
  { name: 'memory', other: 'waterfall', title: 'd / c', atLeast: 1.5 },
  { name: 'memory', other: 'echo', title: 'd / b', atLeast: 1 },
] as const;

export function speedReport(rounds: readonly Round[], contenders: readonly Contender[]): string {
  const head = ['', 'turns/s', 'p50 ms', 'p99 ms', 'CPU ms/turn', 'turns/s by round'];
  const rows = contenders.map(({ name, title }) => {
    const { cpuPerTurn, p50, p99, turnsPerSecond } = summarise(rounds, name);
    const each = rounds.map((round) => (round.get(name)?.turnsPerSecond ?? Number.NaN).toFixed(0));
    return [title, turnsPerSecond.toFixed(0), p50.toFixed(1), p99.toFixed(1), cpuPerTurn.toFixed(2), each.join(' ')];
  });
  const goals = GOALS.map(({ atLeast, name, other, title }) => {
    const reached = ratio(rounds, name, other);
    return `${title} = ${reached.toFixed(2)} (goal: ${atLeast} or more, ${reached >= atLeast ? 'reached' : 'missed'})`;
  });
  return [...table([head, ...rows]), '', ...goals].join('\n');
}

/** The first and the last column to the left, numbers to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const isText = (column: number) => column === 0 || column === widths.length - 1;
  return rows.map((row) =>
    row
      .map((cell, column) => (isText(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
