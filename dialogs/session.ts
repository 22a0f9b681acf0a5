import { z } from 'zod';
import { LOCALES } from '../src/domain/locale';
import type { RecoveryId } from '../src/ports/recovery-store';
import { Draft } from './draft';

/** What one conversation remembers beside its dialog stack. */
export const Session = z.object({
  locale: z.enum(LOCALES),
  /** Whether the person has been greeted, for channels that announce people more than once. */
  greeting: z.enum(['due', 'given']),
  /** The recovery under way, and the answers it was begun with. */
  recovery: z.object({ id: z.string().transform((id) => id as RecoveryId), draft: Draft }).optional(),
});

export type Session = z.infer<typeof Session>;
