import { z } from 'zod';
import { FROM_THE_START, type Watermark } from '../../ports/activity-feed';
import type { Visitor } from '../../ports/chat-tokens';
import { send, sendJson } from '../answer';
import { hasBody } from '../has-body';
import { readJson, SMALL_BODY } from '../json-body';
import { Problem } from '../problem';
import type { Route } from '../route';
import { readWatermark, ROOT, streamUrl } from './address';
import type { DirectLineOptions } from './options';
import type { RequireSpeaker } from './visitor';

/** The body's `user` is not read: it stands in the token. */
const Begin = z.object({ locale: z.string().max(64).nullish() });

/** Beginning a conversation, coming back to it, and a fresh token for it. */
export function conversationRoutes(options: DirectLineOptions, requireSpeaker: RequireSpeaker): readonly Route[] {
  const { directLine, tokens } = options;

  const begin: Route = {
    method: 'POST',
    path: `${ROOT}/conversations`,
    async handle(request, response) {
      const visitor = await requireSpeaker(request);
      const parsed = Begin.safeParse(hasBody(request) ? await readJson(request, SMALL_BODY) : {});
      if (!parsed.success) throw new Problem(400);
      const began = await directLine.start(visitor, parsed.data.locale ?? undefined);
      const body = JSON.stringify(await connection(options, visitor, FROM_THE_START));
      send(response, { status: began === 'started' ? 201 : 200, type: 'application/json', body, headers: {} });
    },
  };

  const resume: Route = {
    method: 'GET',
    path: `${ROOT}/conversations/:id`,
    async handle(request, response) {
      const visitor = await requireSpeaker(request);
      const watermark = readWatermark(new URLSearchParams(request.getQuery()));
      const resumed = await directLine.resume(visitor, watermark, request.headers['accept-language']);
      if (resumed === 'ended') throw new Problem(404, { kind: 'ended' });
      sendJson(response, await connection(options, visitor, watermark));
    },
  };

  // A conversation that ended gives a token too: from here it looks like one not yet begun, and whoever holds a token may begin. Reading and
  // posting tell the two apart.
  const refresh: Route = {
    method: 'POST',
    path: `${ROOT}/tokens/refresh`,
    async handle(request, response) {
      const visitor = await requireSpeaker(request);
      await directLine.keep(visitor);
      const { token, expiresIn } = await tokens.sign(visitor, 'speak');
      sendJson(response, { conversationId: visitor.conversation, token, expires_in: expiresIn });
    },
  };

  return [begin, resume, refresh];
}

async function connection({ tokens, publicUrl }: DirectLineOptions, visitor: Visitor, watermark: Watermark) {
  const { conversation } = visitor;
  const [speak, listen] = await Promise.all([tokens.sign(visitor, 'speak'), tokens.sign(visitor, 'listen')]);
  return {
    conversationId: conversation,
    token: speak.token,
    expires_in: speak.expiresIn,
    streamUrl: streamUrl(publicUrl, { conversation, watermark, token: listen.token }),
  };
}
