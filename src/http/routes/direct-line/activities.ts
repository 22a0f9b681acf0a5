import { sendJson } from '../../server/responses';
import { readJsonBody } from '../../server/bodies';
import { Problem } from '../../server/problem';
import type { Route } from '../../server/route';
import { readWatermark, DIRECT_LINE_ROOT } from './urls';
import type { DirectLineRoutesOptions } from './options';
import { attachmentsProblem, parsePostedActivity } from './posted-activity';
import type { AuthenticateVisitor } from './authenticate';

/** Speaking in a conversation, and reading it without a stream. */
export function activityRoutes(
  options: DirectLineRoutesOptions,
  requireSpeaker: AuthenticateVisitor,
): readonly Route[] {
  const { countMessage, directLine, limits } = options;

  const post: Route = {
    method: 'POST',
    path: `${DIRECT_LINE_ROOT}/conversations/:id/activities`,
    async handle(request, response) {
      const visitor = await requireSpeaker(request);
      // Before the body is read: what is too much costs nothing.
      await countMessage(visitor);
      const activity = parsePostedActivity(await readJsonBody(request, limits.activityBytes), limits);
      sendJson(response, requireLive(await directLine.post(visitor, activity)));
    },
  };

  const read: Route = {
    method: 'GET',
    path: `${DIRECT_LINE_ROOT}/conversations/:id/activities`,
    async handle(request, response) {
      const visitor = await requireSpeaker(request);
      const since = readWatermark(new URLSearchParams(request.getQuery()));
      const { activities, watermark } = requireLive(await directLine.read(visitor, since));
      sendJson(response, { activities, watermark });
    },
  };

  const upload: Route = {
    method: 'POST',
    path: `${DIRECT_LINE_ROOT}/conversations/:id/upload`,
    async handle(request) {
      await requireSpeaker(request);
      throw attachmentsProblem();
    },
  };

  return [post, read, upload];
}

function requireLive<T extends object>(answer: T | 'ended'): T {
  if (answer === 'ended') throw new Problem(404, { kind: 'ended' });
  return answer;
}
