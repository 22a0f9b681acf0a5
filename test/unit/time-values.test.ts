import { timeValues } from '../../src/bot/rendering/time-values';
import { addMs, DAY, HOUR, MINUTE, SECOND, type Instant } from '../../src/domain/time';

/** 1:46:30 p. m. in Guayaquil. */
const NOW = Date.UTC(2026, 10, 30, 18, 46, 30) as Instant;
const SENDING = { now: NOW, locale: 'es-EC' } as const;

const expiryIn = (ms: number) =>
  timeValues({ key: 'code.live', countdown: { of: 'code', endsAt: addMs(NOW, ms) } }, SENDING);
const retryIn = (ms: number) => timeValues({ key: 'limit.requester', until: addMs(NOW, ms) }, SENDING);

describe('times in messages', () => {
  it('names the minutes that are left and the end as a time without seconds', () => {
    expect(expiryIn(3 * MINUTE)).toEqual({ minutes: 3, time: '1:49\u00A0p.\u00A0m.' });
    expect(expiryIn(MINUTE + 6 * SECOND)).toEqual({ minutes: 2, time: '1:47\u00A0p.\u00A0m.' });
    expect(expiryIn(SECOND)).toEqual({ minutes: 1, time: '1:46\u00A0p.\u00A0m.' });
  });

  it('does not count a minute more when the clock of the store is a little ahead', () => {
    expect(expiryIn(3 * MINUTE + SECOND)).toMatchObject({ minutes: 3 });
  });

  it('names the first full minute in which a retry succeeds, today, tomorrow or on a date', () => {
    expect(retryIn(10 * MINUTE)).toEqual({ theTime: 'la 1:57\u00A0p.\u00A0m.', day: 'today' });
    expect(retryIn(13 * HOUR)).toEqual({ theTime: 'las 2:47\u00A0a.\u00A0m.', day: 'tomorrow' });
    expect(retryIn(2 * DAY)).toEqual({ theTime: 'la 1:47\u00A0p.\u00A0m.', day: '02/12' });
  });

  it('writes times as English writes them in an English message', () => {
    const english = { ...SENDING, locale: 'en' } as const;
    expect(timeValues({ key: 'limit.requester', until: addMs(NOW, 10 * MINUTE) }, english)).toEqual({
      theTime: '1:57\u00A0p.m.',
      day: 'today',
    });
  });

  it('gives no values to a message without times', () => {
    expect(timeValues({ key: 'thanks', countdown: null }, SENDING)).toEqual({});
  });
});
