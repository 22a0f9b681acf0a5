import { formatTime, formatDay, ceilToMinute, type Instant } from '../../src/domain/time';

/** The first full minute from which on it is worth coming back, and its day in case that is another one. */
export function retryTime(instant: Instant) {
  const minute = ceilToMinute(instant);
  return { time: formatTime(minute).slice(0, 5), day: formatDay(minute) };
}
