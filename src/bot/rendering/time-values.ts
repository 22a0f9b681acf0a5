import type { BotMessage } from '../../../dialogs/chat';
import type { Locale } from '../../domain/locale';
import {
  addMs,
  ceilToMinute,
  DAY,
  formatDay,
  formatTheTime,
  formatTimeOfDay,
  MINUTE,
  SECOND,
  type Instant,
} from '../../domain/time';
import type { MessageValues } from '../../i18n/translate';

/** Keeps a countdown that has just begun from counting as a minute more, when the clocks of two servers differ a little. */
const CLOCK_TOLERANCE = 5 * SECOND;

/** When a message is sent, and in which language. */
export interface Sending {
  readonly now: Instant;
  readonly locale: Locale;
}

/**
 * Returns the values of a message that depend on when it is sent: `minutes` and `time` of its countdown, or `theTime` and `day` of `until`.
 * They are taken at sending, so that a question that is repeated later is still true.
 */
export function timeValues({ countdown, until }: BotMessage, sending: Sending): MessageValues {
  return {
    ...(countdown && expiryValues(countdown.endsAt, sending)),
    ...(until !== undefined && retryValues(until, sending)),
  };
}

/** The minutes count for a person in another time zone. */
const expiryValues = (endsAt: Instant, { locale, now }: Sending): MessageValues => ({
  minutes: Math.max(1, Math.ceil((endsAt - now - CLOCK_TOLERANCE) / MINUTE)),
  time: formatTimeOfDay(endsAt, locale),
});

/** The first full minute from which a retry can succeed. `day` is `today`, `tomorrow`, or a date. */
function retryValues(until: Instant, { locale, now }: Sending): MessageValues {
  const minute = ceilToMinute(until);
  return { theTime: formatTheTime(minute, locale), day: nameOfDay(formatDay(minute), now) };
}

function nameOfDay(day: string, now: Instant): string {
  if (day === formatDay(now)) return 'today';
  return day === formatDay(addMs(now, DAY)) ? 'tomorrow' : day;
}
