import { z } from 'zod';
import type { CorrelationId } from '../../ports/system';

/** Reads a missing or malformed correlation id as none, so that jobs of earlier versions still run. */
export const StoredCorrelation = z
  .string()
  .regex(/^[\w-]{1,32}$/)
  .transform((id) => id as CorrelationId)
  .optional()
  .catch(undefined);
