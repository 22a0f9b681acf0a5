import { z } from 'zod';
import type { Bot } from '../../bot/api/bot';
import { isLoopback } from '../../domain/loopback';
import { sendProblem } from '../server/responses';
import { readJsonBody } from '../server/bodies';
import { Problem } from '../server/problem';
import type { Route } from '../server/route';

/** Upper bound on a body in bytes. Teams' largest messages have about 100 KB; the library sets no bound. */
const MAX_BYTES = 256 * 1024;

export interface MessagesOptions {
  readonly bot: Bot;
  /** `emulator`: no app id is configured, and the bot may reply without TLS to channels on this machine. */
  readonly channels: 'authenticated' | 'emulator';
}

/**
 * `POST /api/messages`, called by channels and the Emulator. Checks the body's shape before it reaches the library, where an unexpected
 * value ends the process.
 */
export function messagesRoute({ bot, channels }: MessagesOptions): Route {
  const Activity = activityShape(channels);
  return {
    method: 'POST',
    path: '/api/messages',
    async handle(request, response) {
      const parsed = Activity.safeParse(await readJsonBody(request, MAX_BYTES));
      if (!parsed.success) throw new Problem(400);

      const { body, status } = await bot.receive({
        authorization: request.headers.authorization ?? '',
        activity: parsed.data,
      });
      // Sent instead of thrown: rejecting an activity is no error that belongs in the log.
      if (status >= 400) {
        sendProblem(response, new Problem(status, status === 401 ? { headers: { 'WWW-Authenticate': 'Bearer' } } : {}));
        return;
      }
      const text = body === undefined ? undefined : JSON.stringify(body);
      response.writeHead(status, text === undefined ? {} : { 'Content-Type': 'application/json' });
      response.end(text);
    },
  };
}

function activityShape(channels: MessagesOptions['channels']) {
  const id = z.string().min(1).max(1_024);
  // Unknown fields of these are dropped, because they are stored to reach the person later.
  const account = z.object({ id, name: z.string().nullish(), role: z.string().nullish() });
  const conversation = z.object({
    id,
    isGroup: z.boolean().nullish(),
    conversationType: z.string().nullish(),
    tenantId: z.string().nullish(),
  });
  const mention = z.looseObject({ type: z.literal('mention'), mentioned: account, text: z.string().nullish() });
  const entity = z.union([mention, z.looseObject({ type: z.string().refine((type) => type !== 'mention') })]);
  const members = z.array(account).max(1_000).nullish();

  return z.looseObject({
    type: z.string().min(1).max(64),
    id: id.nullish(),
    channelId: z.string().min(1).max(64),
    serviceUrl: z
      .string()
      .max(2_048)
      .refine((url) => isServiceUrl(url, channels)),
    conversation,
    from: account,
    recipient: account.nullish(),
    text: z.string().nullish(),
    name: z.string().nullish(),
    action: z.string().nullish(),
    locale: z.string().max(64).nullish(),
    deliveryMode: z.string().nullish(),
    timestamp: z.iso.datetime({ offset: true, local: true }).nullish(),
    localTimestamp: z.iso.datetime({ offset: true, local: true }).nullish(),
    entities: z.array(entity).max(100).nullish(),
    membersAdded: members,
    membersRemoved: members,
    replyToId: z.string().max(1_024).nullish(),
  });
}

/** Replies are sent to this URL, so it must use TLS or, in the emulator's case, stay on this machine. */
function isServiceUrl(text: string, channels: MessagesOptions['channels']): boolean {
  if (!URL.canParse(text)) return false;
  const { hostname, protocol } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && channels === 'emulator' && isLoopback(hostname));
}
