import { timeValues } from '../../src/bot/rendering/time-values';
import { addMs, DAY, HOUR, MINUTE, SECOND, type Instant } from '../../src/domain/time';

/** 13:46:30 in Guayaquil. */
const NOW = Date.UTC(2026, 10, 30, 18, 46, 30) as Instant;

const expiryIn = (ms: number) =>
  timeValues({ key: 'code.live', countdown: { of: 'code', endsAt: addMs(NOW, ms) } }, NOW);
const retryIn = (ms: number) => timeValues({ key: 'limit.requester', until: addMs(NOW, ms) }, NOW);

describe('times in messages', () => {
  it('names the minutes that are left and the end as a time without seconds', () => {
    expect(expiryIn(3 * MINUTE)).toEqual({ minutes: 3, time: '13:49' });
    expect(expiryIn(MINUTE + 6 * SECOND)).toEqual({ minutes: 2, time: '13:47' });
    expect(expiryIn(SECOND)).toEqual({ minutes: 1, time: '13:46' });
  });

  it('does not count a minute more when the clock of the store is a little ahead', () => {
    expect(expiryIn(3 * MINUTE + SECOND)).toMatchObject({ minutes: 3 });
  });

  it('names the first full minute in which a retry succeeds, today, tomorrow or on a date', () => {
    expect(retryIn(10 * MINUTE)).toEqual({ time: '13:57', day: 'today' });
    expect(retryIn(13 * HOUR)).toEqual({ time: '2:47', day: 'tomorrow' });
    expect(retryIn(2 * DAY)).toEqual({ time: '13:47', day: '02/12' });
  });

  it('gives no values to a message without times', () => {
    expect(timeValues({ key: 'thanks', countdown: null }, NOW)).toEqual({});
  });
});
