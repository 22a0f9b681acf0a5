import { sendJson } from '../answer';
import { readJson } from '../json-body';
import { Problem } from '../problem';
import type { Route } from '../route';
import { readWatermark, ROOT } from './address';
import type { SpeakingOptions } from './options';
import { noAttachments, parsePosted } from './posted-activity';
import type { RequireSpeaker } from './visitor';

/** Speaking in a conversation, and reading it without a stream. */
export function activityRoutes(options: SpeakingOptions, requireSpeaker: RequireSpeaker): readonly Route[] {
  const { countMessage, directLine, limits } = options;

  const post: Route = {
    method: 'POST',
    path: `${ROOT}/conversations/:id/activities`,
    async handle(request, response) {
      const visitor = await requireSpeaker(request);
      // Before the body is read: what is too much costs nothing.
      await countMessage(visitor);
      const activity = parsePosted(await readJson(request, limits.activityBytes), limits);
      sendJson(response, requireLive(await directLine.post(visitor, activity)));
    },
  };

  const read: Route = {
    method: 'GET',
    path: `${ROOT}/conversations/:id/activities`,
    async handle(request, response) {
      const visitor = await requireSpeaker(request);
      const since = readWatermark(new URLSearchParams(request.getQuery()));
      const { activities, watermark } = requireLive(await directLine.read(visitor, since));
      sendJson(response, { activities, watermark });
    },
  };

  const upload: Route = {
    method: 'POST',
    path: `${ROOT}/conversations/:id/upload`,
    async handle(request) {
      await requireSpeaker(request);
      throw noAttachments();
    },
  };

  return [post, read, upload];
}

function requireLive<T extends object>(answer: T | 'ended'): T {
  if (answer === 'ended') throw new Problem(404, { kind: 'ended' });
  return answer;
}
