import { z } from 'zod';
import { LOCALES } from '../src/domain/locale';
import type { RecoveryId } from '../src/ports/ids';
import { ClaimDraft } from './claim/draft';

const RecoveryName = z.string().transform((id) => id as RecoveryId);

/** What one conversation remembers beside its dialog stack. */
export const Session = z.object({
  locale: z.enum(LOCALES),
  /** Whether the person has been greeted, for channels that announce people more than once. */
  greeting: z.enum(['due', 'given']),
  /**
   * Who wrote first, as the channel names them: nobody else is listened to here. Not as a hash, which would end with its key, since the
   * session is sealed as a whole. Channels may announce people under other names, so that an arrival says nothing of it.
   */
  owner: z.string().optional(),
  /** The recovery under way, and the answers it was begun with. */
  recovery: z.object({ id: RecoveryName, draft: ClaimDraft }).optional(),
  /** The stage of the recovery under way that was spoken of last. */
  said: z.string().optional(),
  /** The recovery that ended with a new key, and of which that was told: the news may come twice. */
  told: RecoveryName.optional(),
  /** The form that the question which stands was said with: none sent in under another stamp is read. */
  form: z.object({ kind: z.enum(['claim', 'code']), stamp: z.string() }).optional(),
});

export type Session = z.infer<typeof Session>;
