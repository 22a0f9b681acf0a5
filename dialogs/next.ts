import type { InPersonCause } from '../src/domain/eligibility';
import type { Instant } from '../src/domain/time';
import type { RecoveryId } from '../src/ports/recovery-id';
import type { Line } from './chat';
import type { Draft } from './draft';

/** A recovery under way and the answers it was begun with, so that one of them can be corrected. */
export interface Ongoing {
  readonly id: RecoveryId;
  readonly draft: Draft;
}

/** Why the in-person dialog begins: the procedure's causes, or the person said so. */
export type InPersonReason = InPersonCause | 'unreachable-mailbox' | 'mail-fails' | 'mail-bounces' | 'asked';

export type InPersonWhy =
  | { readonly reason: InPersonReason }
  /** Nothing matched, again and again; from `until` on the chat may be tried once more. */
  | { readonly reason: 'failed-often'; readonly until: Instant };

/** Where the conversation goes when a dialog ends. A remark is what is said there first. */
export type Next =
  | { readonly go: 'menu'; readonly remark?: Line }
  | { readonly go: 'claim'; readonly draft: Draft; readonly remark?: Line }
  | { readonly go: 'code'; readonly recovery: Ongoing; readonly remark?: Line }
  | { readonly go: 'link'; readonly recovery: Ongoing; readonly remark?: Line }
  | ({ readonly go: 'in-person' } & InPersonWhy);
