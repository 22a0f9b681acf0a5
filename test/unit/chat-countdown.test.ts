import { backoffDelay } from '../../src/web/chat/connection/backoff';
import { createMinuteThrottle, minutesAndSeconds, minutesToAnnounce } from '../../src/web/chat/page/time-left';

const MINUTE = 60_000;

describe('countdown on the chat page', () => {
  it.each([
    [180_000, '3:00'],
    [161_400, '2:41'],
    [59_600, '1:00'],
    [9_000, '0:09'],
    [400, '0:00'],
    [-5_000, '0:00'],
  ])('displays %i ms left as %s', (ms, shown) => {
    expect(minutesAndSeconds(ms)).toBe(shown);
  });

  it.each([
    [179_000, 3],
    [3 * MINUTE, 3],
    [2.5 * MINUTE, 2],
    [119_000, 2],
    [59_000, 1],
    [54_000, 0],
    [-1_000, 0],
  ])('announces %i ms left as %i minutes', (ms, minutes) => {
    expect(minutesToAnnounce(ms)).toBe(minutes);
  });

  it('announces the time left at once and then at most once a minute', () => {
    const maySpeak = createMinuteThrottle();
    const moments = Array.from({ length: 181 }, (_, second) => second * 1_000);
    expect(moments.filter((moment) => maySpeak(moment))).toEqual([0, MINUTE, 2 * MINUTE, 3 * MINUTE]);
  });
});

describe('delay between two attempts', () => {
  it('the delay doubles up to an upper bound and is spread over half of it', () => {
    expect([0, 1, 2, 5, 50].map((failures) => backoffDelay(failures, 1))).toEqual([500, 1_000, 2_000, 15_000, 15_000]);
    expect([0, 1, 2, 5, 50].map((failures) => backoffDelay(failures, 0))).toEqual([250, 500, 1_000, 7_500, 7_500]);
  });
});
