import type { BotMessage } from '../../../dialogs/chat';
import {
  addMs,
  ceilToMinute,
  DAY,
  formatDay,
  formatHourAndMinute,
  MINUTE,
  SECOND,
  type Instant,
} from '../../domain/time';
import type { MessageValues } from '../../i18n/translate';

/** Keeps a countdown that has just begun from counting as a minute more, when the clocks of two servers differ a little. */
const CLOCK_TOLERANCE = 5 * SECOND;

/**
 * Returns the values of a message that depend on when it is sent: `minutes` and `time` of its countdown, or `time` and `day` of `until`.
 * They are taken at sending, so that a question that is repeated later is still true.
 */
export function timeValues({ countdown, until }: BotMessage, now: Instant): MessageValues {
  return { ...(countdown && expiryValues(countdown.endsAt, now)), ...(until !== undefined && retryValues(until, now)) };
}

/** The minutes count for a person in another time zone. */
const expiryValues = (endsAt: Instant, now: Instant): MessageValues => ({
  minutes: Math.max(1, Math.ceil((endsAt - now - CLOCK_TOLERANCE) / MINUTE)),
  time: spokenTime(endsAt),
});

/** The first full minute from which a retry can succeed. `day` is `today`, `tomorrow`, or a date. */
function retryValues(until: Instant, now: Instant): MessageValues {
  const minute = ceilToMinute(until);
  return { time: spokenTime(minute), day: nameOfDay(formatDay(minute), now) };
}

function nameOfDay(day: string, now: Instant): string {
  if (day === formatDay(now)) return 'today';
  return day === formatDay(addMs(now, DAY)) ? 'tomorrow' : day;
}

/** `2:40` instead of `02:40`, as people say it. */
const spokenTime = (instant: Instant): string => formatHourAndMinute(instant).replace(/^0/, '');
