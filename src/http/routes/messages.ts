import { z } from 'zod';
import type { Bot } from '../../bot/api/bot';
import { isLoopback } from '../../domain/loopback';
import { sendProblem } from '../server/responses';
import { readJsonBody } from '../server/bodies';
import { Problem } from '../server/problem';
import type { Route } from '../server/route';

/** Teams' largest messages are about 100 KB; the library itself would take any size (bytes). */
const MOST_BYTES = 256 * 1024;

export interface MessagesOptions {
  readonly bot: Bot;
  /** `emulator`: no app id is set, and channels on this machine may be answered without TLS. */
  readonly channels: 'authenticated' | 'emulator';
}

/**
 * `POST /api/messages`: what channels and the Emulator call. The body's shape is checked before the library sees it: what it does not
 * expect ends the process there.
 */
export function messagesRoute({ bot, channels }: MessagesOptions): Route {
  const Activity = activityShape(channels);
  return {
    method: 'POST',
    path: '/api/messages',
    async handle(request, response) {
      const parsed = Activity.safeParse(await readJsonBody(request, MOST_BYTES));
      if (!parsed.success) throw new Problem(400);

      const { body, status } = await bot.receive({
        authorization: request.headers.authorization ?? '',
        activity: parsed.data,
      });
      // Told at once: nothing failed here that the log should know of.
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
  // Only what is used is kept of these: they are remembered to reach the person later.
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

/** Replies go to this address: encrypted, or no farther than this machine. */
function isServiceUrl(text: string, channels: MessagesOptions['channels']): boolean {
  if (!URL.canParse(text)) return false;
  const { hostname, protocol } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && channels === 'emulator' && isLoopback(hostname));
}
