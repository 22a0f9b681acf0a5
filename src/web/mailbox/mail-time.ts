import { formatTime, type Instant } from '../../domain/time';

/** The hour of a mail on a clock in Guayaquil, as chat and mails say it too. */
export const mailClockTime = (at: string): string => formatTime(Date.parse(at) as Instant);

/** Day and hour there, in words of the page's language. */
export const mailDateTime = (at: string): string =>
  new Date(at).toLocaleString(document.documentElement.lang, {
    timeZone: 'America/Guayaquil',
    dateStyle: 'long',
    timeStyle: 'medium',
    hourCycle: 'h23',
  });
