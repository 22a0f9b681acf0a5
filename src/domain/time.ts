import type { Brand } from './brand';

/** Milliseconds since the epoch, UTC. */
export type Instant = Brand<number, 'Instant'>;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Ecuador's mainland keeps UTC-5 all year (America/Guayaquil has no summer time). */
const GUAYAQUIL_OFFSET = -5 * HOUR;

export const addMs = (instant: Instant, ms: number): Instant => (instant + ms) as Instant;

/** The hour on a clock in Guayaquil, `15:04:05`. */
export const formatTime = (instant: Instant): string =>
  new Date(instant + GUAYAQUIL_OFFSET).toISOString().slice(11, 19);

/** The first full minute that is not earlier. */
export const ceilToMinute = (instant: Instant): Instant => (Math.ceil(instant / MINUTE) * MINUTE) as Instant;

/** Day in Guayaquil, `22/11`. */
export const formatDay = (instant: Instant): string => formatDayAndTime(instant).slice(0, 5);

/** Day and minute in Guayaquil, `22/11 15:04`, for ends that may lie beyond midnight. */
export function formatDayAndTime(instant: Instant): string {
  const iso = new Date(instant + GUAYAQUIL_OFFSET).toISOString();
  return `${iso.slice(8, 10)}/${iso.slice(5, 7)} ${iso.slice(11, 16)}`;
}

/** A span in whole seconds for whoever is to come back after it: rounded up, and never none. */
export const ceilToSeconds = (ms: number): number => Math.max(1, Math.ceil(ms / SECOND));

/** Whole seconds from `now` until `end`, rounded up, never below zero. */
export const secondsUntil = (end: Instant, now: Instant): number => Math.max(0, Math.ceil((end - now) / SECOND));
