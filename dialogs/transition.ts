import type { InPersonCause } from '../src/domain/employer/eligibility';
import type { Instant } from '../src/domain/time';
import type { RecoveryId } from '../src/ports/ids';
import type { BotMessage } from './chat';
import type { ClaimDraft } from './claim/draft';

/** The current recovery and the answers it was begun with, so that one of them can be corrected. */
export interface OngoingRecovery {
  readonly id: RecoveryId;
  readonly draft: ClaimDraft;
}

/** Why only the in-person procedure is possible: a cause of the procedure, or mail that bounces. */
type InPersonReason = InPersonCause | 'mail-bounces';

export type InPersonExplanation =
  | { readonly reason: InPersonReason }
  /** The answers did not match several times. They can be tried again from `until`. */
  | { readonly reason: 'failed-often'; readonly until: Instant };

/** Where the conversation goes when a dialog ends. The target dialog sends the remark first, or in place of its question. */
export type Transition =
  | {
      readonly to: 'menu';
      /** Sent before the menu. */
      readonly remark?: BotMessage;
      /** Sent in place of the menu's question. */
      readonly instead?: BotMessage;
      /** The last recovery was completed: the menu asks whether anything else is needed. */
      readonly isDone?: boolean;
    }
  | { readonly to: 'claim'; readonly draft: ClaimDraft; readonly remark?: BotMessage }
  | { readonly to: 'code'; readonly recovery: OngoingRecovery; readonly remark?: BotMessage }
  | { readonly to: 'link'; readonly recovery: OngoingRecovery; readonly remark?: BotMessage }
  | ({ readonly to: 'in-person' } & InPersonExplanation);
