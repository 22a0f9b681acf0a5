import { z } from 'zod';
import type { PostedActivity } from '../../../bot/api/direct-line';
import { Problem } from '../../server/problem';

/** Clients leave things out, or say `null`. */
const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);

const Posted = z.object({
  type: z.enum(['message', 'event', 'typing']),
  text: maybe(z.string()),
  locale: maybe(z.string().max(64)),
  name: maybe(z.string().max(256)),
  localTimestamp: maybe(z.iso.datetime({ offset: true, local: true })),
  attachments: maybe(z.array(z.unknown())),
  channelData: maybe(z.object({ clientActivityID: maybe(z.string().max(64)) })),
});

/**
 * What is believed of a posted activity. Its sender, conversation, id, time, value and the rest of its channel data are dropped
 * unread.
 * @throws Problem 400 for any other shape or too long a text, 415 for attachments
 */
export function parsePostedActivity(body: unknown, { textLength }: { readonly textLength: number }): PostedActivity {
  const parsed = Posted.safeParse(body);
  if (!parsed.success) throw new Problem(400);
  const { attachments, channelData, ...told } = parsed.data;
  if (attachments?.length) throw attachmentsProblem();
  if (told.text && told.text.length > textLength) throw new Problem(400, { kind: 'text-too-long' });

  return { ...told, clientActivityId: channelData?.clientActivityID };
}

/** Nothing of this conversation is a file, and none is ever read. */
export const attachmentsProblem = (): Problem => new Problem(415, { kind: 'no-attachments' });
