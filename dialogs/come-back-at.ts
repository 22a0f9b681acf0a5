import { clockTime, dayOf, toFullMinute, type Instant } from '../src/domain/time';

/** The first full minute from which on it is worth coming back, and its day in case that is another one. */
export function comeBackAt(instant: Instant) {
  const minute = toFullMinute(instant);
  return { time: clockTime(minute).slice(0, 5), day: dayOf(minute) };
}
