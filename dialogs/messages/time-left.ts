import { MINUTE, SECOND } from '../../src/domain/time';

/** Values of a message that says how long something still lives: `minutes` rounded up, `left` as `1:49`. */
export const timeLeft = (ms: number) => ({ minutes: Math.ceil(ms / MINUTE), left: formatTimeLeft(ms) });

/** Returns the time left as minutes and seconds, `1:49`, rounded down. */
function formatTimeLeft(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND));
  const inMinute = MINUTE / SECOND;
  return `${String(Math.floor(seconds / inMinute))}:${String(seconds % inMinute).padStart(2, '0')}`;
}
