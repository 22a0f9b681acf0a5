import { formatTime, DAY, type Instant, addMs, SECOND, secondsUntil } from '../../src/domain/time';

const at = (iso: string) => Date.parse(iso) as Instant;

describe('time helpers', () => {
  it.each([
    ['2025-03-01T20:04:05.999Z', '15:04:05'],
    ['2025-07-01T20:04:05.000Z', '15:04:05'],
    ['2025-03-01T04:59:59.000Z', '23:59:59'],
    ['2025-03-01T05:00:00.000Z', '00:00:00'],
  ])('formats %s as %s on a clock in Guayaquil', (iso, clock) => {
    expect(formatTime(at(iso))).toBe(clock);
  });

  it('adds milliseconds to a time', () => {
    expect(addMs(at('2025-12-31T00:00:00Z'), DAY)).toBe(at('2026-01-01T00:00:00Z'));
  });

  it('rounds up a countdown to whole seconds, never below zero', () => {
    const now = at('2025-03-01T00:00:00Z');
    const waits = [180 * SECOND, SECOND + 1, SECOND, 1, 0, -1].map((ms) => secondsUntil(addMs(now, ms), now));
    expect(waits).toEqual([180, 2, 1, 1, 0, 0]);
  });
});
