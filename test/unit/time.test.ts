import {
  formatTheTime,
  formatTime,
  formatTimeOfDay,
  DAY,
  type Instant,
  addMs,
  SECOND,
  secondsUntil,
} from '../../src/domain/time';

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

  it.each([
    ['2025-03-01T20:04:59.999Z', '3:04 p. m.', 'las 3:04 p. m.', '3:04 p.m.'],
    ['2025-03-01T18:05:00.000Z', '1:05 p. m.', 'la 1:05 p. m.', '1:05 p.m.'],
    ['2025-03-01T06:05:00.000Z', '1:05 a. m.', 'la 1:05 a. m.', '1:05 a.m.'],
    ['2025-03-01T02:02:00.000Z', '9:02 p. m.', 'las 9:02 p. m.', '9:02 p.m.'],
    ['2025-03-01T16:10:00.000Z', '11:10 a. m.', 'las 11:10 a. m.', '11:10 a.m.'],
    ['2025-03-01T17:00:00.000Z', '12:00 p. m.', 'las 12:00 p. m.', '12:00 p.m.'],
    ['2025-03-01T05:00:00.000Z', '12:00 a. m.', 'las 12:00 a. m.', '12:00 a.m.'],
  ])('writes %s as people say it in Guayaquil: %s, %s, %s', (iso, ...expected) => {
    const [spanish, withArticle, english] = expected;
    const written = [
      formatTimeOfDay(at(iso), 'es-EC'),
      formatTheTime(at(iso), 'es-EC'),
      formatTimeOfDay(at(iso), 'en'),
      formatTheTime(at(iso), 'en'),
    ].map((time) => time.replaceAll('\u00A0', ' '));
    expect(written).toEqual([spanish, withArticle, english, english]);
  });

  it('keeps the time and its half of the day on one line', () => {
    expect(formatTimeOfDay(at('2025-03-01T20:04:00Z'), 'es-EC')).toBe('3:04\u00A0p.\u00A0m.');
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
