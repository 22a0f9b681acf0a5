import { formatTime, type Instant } from '../../domain/time';

/** Formats the time of day in Guayaquil, as chat and mails do. */
export const mailClockTime = (at: string): string => formatTime(Date.parse(at) as Instant);

/** Formats date and time in Guayaquil in the page's language. */
export const mailDateTime = (at: string): string =>
  new Date(at).toLocaleString(document.documentElement.lang, {
    timeZone: 'America/Guayaquil',
    dateStyle: 'long',
    timeStyle: 'medium',
    hourCycle: 'h23',
  });
