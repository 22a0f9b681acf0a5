import { clockTime, type Instant } from '../../domain/time';

/** The hour of a mail on a clock in Guayaquil, as chat and mails say it too. */
export const clockOf = (at: string): string => clockTime(Date.parse(at) as Instant);

/** Day and hour there, in words of the page's language. */
export const momentOf = (at: string): string =>
  new Date(at).toLocaleString(document.documentElement.lang, {
    timeZone: 'America/Guayaquil',
    dateStyle: 'long',
    timeStyle: 'medium',
    hourCycle: 'h23',
  });
