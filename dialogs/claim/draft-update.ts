import type { BotMessage } from '../chat';
import type { ClaimDraft } from './draft';

/** Result of an answer: the new draft, and a remark when the next question must be replaced by other words. */
export interface DraftUpdate {
  readonly draft: ClaimDraft;
  readonly remark?: BotMessage | undefined;
  /** Something else was answered, and the same question is put again with its card. */
  readonly isRepeated?: boolean;
}
