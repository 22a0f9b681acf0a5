import type { InPersonCause } from '../src/domain/employer/eligibility';
import type { Instant } from '../src/domain/time';
import type { RecoveryId } from '../src/ports/ids';
import type { BotMessage } from './chat';
import type { ClaimDraft } from './claim/draft';

/** A recovery under way and the answers it was begun with, so that one of them can be corrected. */
export interface OngoingRecovery {
  readonly id: RecoveryId;
  readonly draft: ClaimDraft;
}

/** Why the in-person dialog begins: the procedure's causes, or the person said so. */
export type InPersonReason = InPersonCause | 'unreachable-mailbox' | 'mail-fails' | 'mail-bounces' | 'asked';

export type InPersonExplanation =
  | { readonly reason: InPersonReason }
  /** Nothing matched, again and again; from `until` on the chat may be tried once more. */
  | { readonly reason: 'failed-often'; readonly until: Instant };

/** Where the conversation goes when a dialog ends. A remark is what is said there first. */
export type Transition =
  | { readonly go: 'menu'; readonly remark?: BotMessage }
  | { readonly go: 'claim'; readonly draft: ClaimDraft; readonly remark?: BotMessage }
  | { readonly go: 'code'; readonly recovery: OngoingRecovery; readonly remark?: BotMessage }
  | { readonly go: 'link'; readonly recovery: OngoingRecovery; readonly remark?: BotMessage }
  | ({ readonly go: 'in-person' } & InPersonExplanation);
