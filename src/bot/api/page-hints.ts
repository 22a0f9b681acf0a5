import type { Countdown } from '../../domain/recovery/countdown';

/** What the website's chat page may do beside showing the words. Stands in `channelData.recovery` of the bot's messages on Direct Line. */
export interface PageHints {
  /** What the bot asks for: a keyboard of digits helps with the last two. Any text is taken all the same. */
  readonly expects: 'text' | 'number' | 'code';
  /** What is running out from now on, its end in ms since the epoch on the service's clock; `null` when nothing is any more; without it, what ran before goes on. */
  readonly countdown?: Countdown | null;
}
