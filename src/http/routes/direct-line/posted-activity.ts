import { z } from 'zod';
import type { PostedActivity } from '../../../bot/api/direct-line';
import { Problem } from '../../server/problem';
import { ATTACHMENT, listOf, optional, refusedFields } from '../activity-shape';

/** Accepts a missing value or `null`, since clients send either. */
const nullable = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);

const Activity = z.object({
  type: z.enum(['message', 'event', 'typing']),
  text: nullable(z.string()),
  locale: optional(z.string().max(64)),
  name: optional(z.string().max(256)),
  localTimestamp: optional(z.iso.datetime({ offset: true, local: true })),
  attachments: listOf(ATTACHMENT),
  /** The client recognises its message by this id, and a message that is posted again is dropped by it. */
  channelData: nullable(z.object({ clientActivityID: nullable(z.string().max(64)) })),
});

/**
 * Returns the fields of a posted activity that are trusted. Its sender, conversation, id, time, value and the rest of its channel data are
 * dropped.
 * @throws Problem 400 for any other shape or a text that is too long
 */
export function parsePostedActivity(body: unknown, { textLength }: { readonly textLength: number }): PostedActivity {
  const parsed = Activity.safeParse(body);
  if (!parsed.success) throw new Problem(400, { members: { fields: refusedFields(parsed.error) } });
  const { attachments, channelData, ...fields } = parsed.data;
  if (fields.text && fields.text.length > textLength) throw new Problem(400, { kind: 'text-too-long' });

  return {
    ...fields,
    ...(attachments.length > 0 && { attachments: attachments.map(({ contentType, name }) => ({ contentType, name })) }),
    clientActivityId: channelData?.clientActivityID,
  };
}

/** The bot takes no files, so uploads are rejected unread. */
export const attachmentsProblem = (): Problem => new Problem(415, { kind: 'no-attachments' });
