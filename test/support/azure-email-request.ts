import { z } from 'zod';

const Mailbox = z.strictObject({
  address: z.string().regex(/^[^\s<>@,]+@[^\s<>@,]+$/),
  displayName: z.string().optional(),
});

/** The body of `POST /emails:send` in version 2025-09-01. A name the service does not know is a mistake of ours. */
const Message = z.strictObject({
  senderAddress: Mailbox.shape.address,
  recipients: z.strictObject({
    to: z.array(Mailbox).min(1),
    cc: z.array(Mailbox).optional(),
    bcc: z.array(Mailbox).optional(),
  }),
  content: z.strictObject({
    subject: z.string().min(1),
    plainText: z.string().optional(),
    html: z.string().optional(),
  }),
  headers: z.record(z.string(), z.string()).optional(),
  replyTo: z.array(Mailbox).optional(),
  userEngagementTrackingDisabled: z.boolean().optional(),
});

/** What makes an operation: its id, which comes in a header, and its mail. */
export const EmailRequest = z.object({ operation: z.uuid(), message: Message });

/** A mail as Azure was given it. */
export type AcceptedAzureMail = z.infer<typeof Message> & { readonly operation: string };
