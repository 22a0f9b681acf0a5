import type { ExpectedAnswer } from '../../domain/expected-answer';
import type { Countdown } from '../../domain/recovery/countdown';

/** What the website's chat page may show beside the text. Sent as `channelData.recovery` of the bot's messages on Direct Line. */
export interface PageHints {
  /** Kind of reply. `number` and `code` suggest a keyboard of digits; any text is accepted. */
  readonly expects: 'text' | 'number' | 'code';
  /** What the message asks for, which labels the field. Absent when any message will do. */
  readonly asks?: ExpectedAnswer;
  /** The countdown to show, its end in ms since the epoch on the service's clock. `null` ends the current one; absent keeps it. */
  readonly countdown?: Countdown | null;
}
