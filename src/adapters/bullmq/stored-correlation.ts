import { z } from 'zod';
import type { CorrelationId } from '../../ports/correlation';

/** Jobs of earlier versions have none; what is none keeps no job from being done. */
export const StoredCorrelation = z
  .string()
  .regex(/^[\w-]{1,32}$/)
  .transform((id) => id as CorrelationId)
  .optional()
  .catch(undefined);
