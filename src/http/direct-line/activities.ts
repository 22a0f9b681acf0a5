import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { SECOND } from '../../domain/time';
import type { Visitor } from '../../ports/chat-tokens';
import { sendJson } from '../answer';
import { readJson } from '../json-body';
import { Problem } from '../problem';
import type { Route } from '../route';
import { readWatermark, ROOT } from './address';
import type { ChatLimits, DirectLineOptions } from './options';
import { noAttachments, parsePosted } from './posted-activity';
import { requireSpeaker } from './visitor';

/** Speaking in a conversation, and reading it without a stream. */
export function activityRoutes({ directLine, tokens, limits }: DirectLineOptions): readonly Route[] {
  const countPost = boundPosts(limits);

  const post: Route = {
    method: 'POST',
    path: `${ROOT}/conversations/:id/activities`,
    async handle(request, response) {
      const visitor = await requireSpeaker(tokens, request);
      await countPost(visitor);
      const activity = parsePosted(await readJson(request, limits.activityBytes), limits);
      sendJson(response, requireLive(await directLine.post(visitor, activity)));
    },
  };

  const read: Route = {
    method: 'GET',
    path: `${ROOT}/conversations/:id/activities`,
    async handle(request, response) {
      const visitor = await requireSpeaker(tokens, request);
      const since = readWatermark(new URLSearchParams(request.getQuery()));
      const { activities, watermark } = requireLive(await directLine.read(visitor, since));
      sendJson(response, { activities, watermark });
    },
  };

  const upload: Route = {
    method: 'POST',
    path: `${ROOT}/conversations/:id/upload`,
    async handle(request) {
      await requireSpeaker(tokens, request);
      throw noAttachments();
    },
  };

  return [post, read, upload];
}

function requireLive<T extends object>(answer: T | 'ended'): T {
  if (answer === 'ended') throw new Problem(404, { kind: 'ended' });
  return answer;
}

/** Before the body is read: what is too much costs nothing. */
function boundPosts({ messages: { most, span } }: ChatLimits) {
  const limiter = new RateLimiterMemory({ points: most, duration: span / SECOND });
  return async ({ conversation }: Visitor): Promise<void> => {
    try {
      await limiter.consume(conversation);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const seconds = String(Math.ceil(refusal.msBeforeNext / SECOND));
      throw new Problem(429, { kind: 'too-many-messages', headers: { 'Retry-After': seconds } });
    }
  };
}
