import { z } from 'zod';
import { isLoopback } from '../../domain/loopback';

/** `emulator`: no app id is configured, and the bot may reply without TLS to channels on this machine. */
export type ChannelMode = 'authenticated' | 'emulator';

/**
 * Returns the schema of an activity that a channel posts. Only what decides where an answer goes, whom it is for, or what is answered can
 * refuse an activity. Any other field that has an unexpected shape counts as absent, because a person waits for an answer.
 */
export function activityShape(channels: ChannelMode) {
  return z
    .looseObject({
      type: z.string().min(1).max(64),
      channelId: z.string().min(1).max(64),
      serviceUrl: z
        .string()
        .max(2_048)
        .refine((url) => isServiceUrl(url, channels)),
      conversation: CONVERSATION,
      text: z.string().nullish(),
      from: optional(ACCOUNT),
      recipient: optional(ACCOUNT),
      id: optional(ID),
      name: optional(z.string()),
      action: optional(z.string()),
      locale: optional(z.string().max(64)),
      deliveryMode: optional(z.string()),
      timestamp: optional(TIME),
      localTimestamp: optional(TIME),
      replyToId: optional(z.string().max(1_024)),
      entities: listOf(z.union([MENTION, z.looseObject({ type: z.string().refine((type) => !isMention(type)) })])),
      membersAdded: listOf(ACCOUNT),
      membersRemoved: listOf(ACCOUNT),
      attachments: listOf(ATTACHMENT),
    })
    .transform((activity, context) => {
      const from = activity.from ?? senderOf(activity);
      if (from) return { ...activity, from };
      context.addIssue({ code: 'custom', path: ['from', 'id'] });
      return z.NEVER;
    });
}

/** Returns the paths of the fields that refused a value, such as `conversation.id`. They are names of the schema and quote no value. */
export const refusedFields = ({ issues }: z.ZodError): readonly string[] => [
  ...new Set(issues.map(({ path }) => path.join('.') || 'body')),
];

/** Accepts any value, and replaces one that has another shape by nothing. */
export const optional = <T extends z.ZodType>(schema: T) =>
  z
    .unknown()
    .optional()
    .transform((value): z.output<T> | undefined => schema.safeParse(value).data);

/** Accepts any value; the result has the items of a list that have this shape. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z
    .unknown()
    .optional()
    .transform((value): z.output<T>[] =>
      (Array.isArray(value) ? (value as unknown[]) : []).flatMap((one) => {
        const parsed = item.safeParse(one);
        return parsed.success ? [parsed.data] : [];
      }),
    );

const ID = z.string().min(1).max(1_024);
const TIME = z.iso.datetime({ offset: true, local: true });

/** Unknown fields of accounts and conversations are dropped, because they are stored to reach the person later. */
const ACCOUNT = z.object({ id: ID, name: optional(z.string()), role: optional(z.string()) });

/** The type and the group flag decide whether others read along, so an unexpected value must not pass as a private conversation. */
const CONVERSATION = z.object({
  id: ID,
  isGroup: z.boolean().nullish(),
  conversationType: z.string().nullish(),
  tenantId: optional(z.string()),
});

const isMention = (type: string): boolean => type.toLowerCase() === 'mention';
const MENTION = z.looseObject({
  type: z.string().refine(isMention),
  mentioned: ACCOUNT,
  text: optional(z.string()),
});

/** That something came matters more than its shape: every entry of the list counts. */
export const ATTACHMENT = z
  .looseObject({ contentType: z.string().catch(''), name: optional(z.string()) })
  .catch({ contentType: '', name: undefined });

interface Sent {
  readonly type: string;
  readonly conversation: { readonly id: string };
  readonly membersAdded: readonly z.output<typeof ACCOUNT>[];
  readonly recipient: z.output<typeof ACCOUNT> | undefined;
}

/**
 * Returns the sender of an activity that names none: the person who is announced, or the conversation itself. The sender of a message
 * decides whose conversation it is, so a message has to name one.
 */
function senderOf({ conversation, membersAdded, recipient, type }: Sent): z.output<typeof ACCOUNT> | undefined {
  if (type === 'message') return undefined;
  return (
    membersAdded.find(({ id }) => id !== recipient?.id) ?? { id: conversation.id, name: undefined, role: undefined }
  );
}

/** Replies are sent to this URL, so it must use TLS or, in the emulator's case, stay on this machine. */
function isServiceUrl(text: string, channels: ChannelMode): boolean {
  if (!URL.canParse(text)) return false;
  const { hostname, protocol } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && channels === 'emulator' && isLoopback(hostname));
}
