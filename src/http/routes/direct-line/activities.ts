import { sendJson } from '../../server/responses';
import { readJsonBody } from '../../server/bodies';
import { Problem } from '../../server/problem';
import type { Route } from '../../server/route';
import { readWatermark, DIRECT_LINE_ROOT } from './urls';
import type { DirectLineRoutesOptions } from './options';
import { attachmentsProblem, parsePostedActivity } from './posted-activity';
import type { AuthenticateVisitor } from './authenticate';

/** Routes to post into a conversation, and to read it without a stream. */
export function activityRoutes(options: DirectLineRoutesOptions, authenticate: AuthenticateVisitor): readonly Route[] {
  const { countMessage, directLine, limits } = options;

  const post: Route = {
    method: 'POST',
    path: `${DIRECT_LINE_ROOT}/conversations/:id/activities`,
    async handle(request, response) {
      const visitor = await authenticate(request);
      // Before the body is read, so that rejecting a message costs little.
      await countMessage(visitor);
      const activity = parsePostedActivity(await readJsonBody(request, limits.activityBytes), limits);
      sendJson(response, requireLive(await directLine.post(visitor, activity)));
    },
  };

  const read: Route = {
    method: 'GET',
    path: `${DIRECT_LINE_ROOT}/conversations/:id/activities`,
    async handle(request, response) {
      const visitor = await authenticate(request);
      const since = readWatermark(new URLSearchParams(request.getQuery()));
      const { activities, watermark } = requireLive(await directLine.read(visitor, since));
      sendJson(response, { activities, watermark });
    },
  };

  const upload: Route = {
    method: 'POST',
    path: `${DIRECT_LINE_ROOT}/conversations/:id/upload`,
    async handle(request) {
      await authenticate(request);
      throw attachmentsProblem();
    },
  };

  return [post, read, upload];
}

/** @throws Problem 404 when the conversation has ended */
function requireLive<T extends object>(result: T | 'ended'): T {
  if (result === 'ended') throw new Problem(404, { kind: 'ended' });
  return result;
}
