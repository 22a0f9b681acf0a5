import type { Bot } from '../../bot/api/bot';
import { sendProblem } from '../server/responses';
import { readJsonBody } from '../server/bodies';
import { Problem } from '../server/problem';
import type { Route } from '../server/route';
import { activityShape, refusedFields, type ChannelMode } from './activity-shape';

/** Upper bound on a body in bytes. Teams' largest messages have about 100 KB; the library sets no bound. */
const MAX_BYTES = 256 * 1024;

export interface MessagesOptions {
  readonly bot: Bot;
  readonly channels: ChannelMode;
  /** Called for each activity whose shape is refused, with the paths of the fields that refused it and never with a value. */
  readonly onRefused: (fields: readonly string[]) => void;
}

/**
 * `POST /api/messages`, called by channels and the Emulator. Checks the body's shape before it reaches the library, where an unexpected
 * value ends the process.
 */
export function messagesRoute({ bot, channels, onRefused }: MessagesOptions): Route {
  const Activity = activityShape(channels);
  return {
    method: 'POST',
    path: '/api/messages',
    async handle(request, response) {
      const parsed = Activity.safeParse(await readJsonBody(request, MAX_BYTES));
      if (!parsed.success) {
        const fields = refusedFields(parsed.error);
        onRefused(fields);
        throw new Problem(400, { members: { fields } });
      }

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
