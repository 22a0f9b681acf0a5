import { z } from 'zod';
import { INTENT_LABELS } from '../src/understanding/intent-labels';
import { LOCALES } from '../src/domain/locale';
import type { RecoveryId } from '../src/ports/ids';
import { ClaimDraft } from './claim/draft';
import { COMMANDS } from './input/commands';

const RecoveryIdString = z.string().transform((id) => id as RecoveryId);

/** What is stored of a conversation beside its dialog stack. */
export const Session = z.object({
  locale: z.enum(LOCALES),
  /** Whether the greeting was already sent. Some channels announce the same person more than once. */
  greeting: z.enum(['due', 'given']),
  /**
   * Channel id of the person who wrote first. Messages of other people are ignored. Not hashed, because a hash would become useless with
   * its key, and the session is sealed as a whole. Not set on arrival, because channels may announce people under other ids.
   */
  owner: z.string().optional(),
  /** The current recovery, and the answers it was begun with. */
  recovery: z.object({ id: RecoveryIdString, draft: ClaimDraft }).optional(),
  /** `stageKey` of the current recovery's stage that was reported last. */
  reportedStage: z.string().optional(),
  /** The recovery whose completion was already announced. Its notification may be delivered twice. */
  announcedRecovery: RecoveryIdString.optional(),
  /**
   * The event after which nothing was written yet. It is answered once: channels repeat events. `first-message`: the person wrote before
   * any event, and the channel may still announce them.
   */
  answeredEvent: z.enum(['arrival', 'edit', 'first-message']).optional(),
  /** Whether no activity has named a language yet, and the person has not shown one. */
  isLocaleOpen: z.boolean().optional(),
  /** The command that the last message offered. A "yes" is read as this command. */
  offered: z.enum(COMMANDS).optional(),
  /** The choices of the last question that can be picked by their place. */
  listed: z.array(z.union([z.enum(COMMANDS), z.object({ intent: z.enum(INTENT_LABELS) })])).optional(),
  /** Digits of the last message that were not tried as a code: a whole code in doubt, which a "yes" gives, or the first part of one. */
  untried: z.string().regex(/^\d+$/).optional(),
  /** How many messages in a row were not understood. */
  misses: z.number().int().positive().optional(),
  /** The answers of a claim that was left for the menu. "Seguir" brings them back. */
  keptDraft: ClaimDraft.optional(),
  /** The answers of the last completed recovery, for "otra sucursal" and "otro RUC". */
  doneDraft: ClaimDraft.optional(),
  /** Whether the person chose the language. Otherwise the language of each message decides. */
  isLanguageChosen: z.boolean().optional(),
  /** The card of the current prompt. A submitted card with another stamp is rejected as stale. */
  form: z.object({ kind: z.enum(['claim', 'code']), stamp: z.string() }).optional(),
});

export type Session = z.infer<typeof Session>;
