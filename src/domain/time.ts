import type { Brand } from './brand';
import type { Locale } from './locale';

/** Milliseconds since the epoch, UTC. */
export type Instant = Brand<number, 'Instant'>;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Mainland Ecuador is at UTC-5 all year (America/Guayaquil has no summer time). */
const GUAYAQUIL_OFFSET = -5 * HOUR;

export const addMs = (instant: Instant, ms: number): Instant => (instant + ms) as Instant;

/** Returns the time in Guayaquil as `15:04:05`. */
export const formatTime = (instant: Instant): string =>
  new Date(instant + GUAYAQUIL_OFFSET).toISOString().slice(11, 19);

/** Each language's halves of the day. The space does not break, so that `9:02` and `p. m.` stay on one line. */
const HALVES: Readonly<Record<Locale, readonly [morning: string, afternoon: string]>> = {
  'es-EC': ['a.\u00A0m.', 'p.\u00A0m.'],
  en: ['a.m.', 'p.m.'],
};

/**
 * Returns the time in Guayaquil as people write it: `3:04 p. m.`, in English `3:04 p.m.`. Cuts off the seconds, so that the end of a lifetime
 * is never shown too late.
 */
export function formatTimeOfDay(instant: Instant, locale: Locale): string {
  const [hour = '', minute = ''] = formatTime(instant).split(':');
  const [morning, afternoon] = HALVES[locale];
  return `${String(hourOnDial(Number(hour)))}:${minute}\u00A0${Number(hour) < 12 ? morning : afternoon}`;
}

/** Returns the time of day with the article that Spanish needs after "a", "hasta" or "a partir de": `la 1:05 p. m.`, `las 3:04 p. m.`. */
export function formatTheTime(instant: Instant, locale: Locale): string {
  const time = formatTimeOfDay(instant, locale);
  if (locale === 'en') return time;
  return time.startsWith('1:') ? `la ${time}` : `las ${time}`;
}

const hourOnDial = (hour: number): number => hour % 12 || 12;

/** Rounds up to a full minute. */
export const ceilToMinute = (instant: Instant): Instant => (Math.ceil(instant / MINUTE) * MINUTE) as Instant;

/** Returns the day in Guayaquil as `22/11`. */
export const formatDay = (instant: Instant): string => formatDayAndTime(instant).slice(0, 5);

/** Returns day and minute in Guayaquil as `22/11 15:04`, for times that may be after midnight. */
export function formatDayAndTime(instant: Instant): string {
  const iso = new Date(instant + GUAYAQUIL_OFFSET).toISOString();
  return `${iso.slice(8, 10)}/${iso.slice(5, 7)} ${iso.slice(11, 16)}`;
}

/** Returns a waiting time in whole seconds: rounded up, and at least 1. */
export const ceilToSeconds = (ms: number): number => Math.max(1, Math.ceil(ms / SECOND));

/** Returns the whole seconds from `now` until `end`: rounded up, and never negative. */
export const secondsUntil = (end: Instant, now: Instant): number => Math.max(0, Math.ceil((end - now) / SECOND));

/** Returns a span of whole seconds as `2:41`; `0:00` for a negative one. */
export function formatSeconds(seconds: number): string {
  const left = Math.max(0, seconds);
  return `${String(Math.floor(left / 60))}:${String(left % 60).padStart(2, '0')}`;
}

/** Returns a span (ms) as `2:41`, in minutes and seconds, rounded down and never negative. */
export const formatTimeLeft = (ms: number): string => formatSeconds(Math.floor(ms / SECOND));
