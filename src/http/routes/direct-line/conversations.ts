import { z } from 'zod';
import { FEED_START, type Watermark } from '../../../ports/chat/activity-feed';
import type { ChatVisitor } from '../../../ports/chat/chat-tokens';
import { sendResponse, sendJson } from '../../server/responses';
import { hasBody, readJsonBody, SMALL_BODY_BYTES } from '../../server/bodies';
import { Problem } from '../../server/problem';
import type { Route } from '../../server/route';
import { readWatermark, DIRECT_LINE_ROOT, streamUrl } from './urls';
import type { DirectLineServerOptions } from './options';
import type { AuthenticateVisitor } from './authenticate';

/** The body's `user` is ignored: the token names the visitor. */
const StartBody = z.object({ locale: z.string().max(64).nullish() });

/** Routes to start a conversation, to resume it, and to refresh its token. */
export function conversationRoutes(
  options: DirectLineServerOptions,
  authenticate: AuthenticateVisitor,
): readonly Route[] {
  const { directLine, tokens } = options;

  const start: Route = {
    method: 'POST',
    path: `${DIRECT_LINE_ROOT}/conversations`,
    async handle(request, response) {
      const visitor = await authenticate(request);
      const parsed = StartBody.safeParse(hasBody(request) ? await readJsonBody(request, SMALL_BODY_BYTES) : {});
      if (!parsed.success) throw new Problem(400);
      const outcome = await directLine.start(visitor, parsed.data.locale ?? undefined);
      const body = JSON.stringify(await connection(options, visitor, FEED_START));
      sendResponse(response, {
        status: outcome === 'started' ? 201 : 200,
        type: 'application/json',
        body,
        headers: {},
      });
    },
  };

  const resume: Route = {
    method: 'GET',
    path: `${DIRECT_LINE_ROOT}/conversations/:id`,
    async handle(request, response) {
      const visitor = await authenticate(request);
      const watermark = readWatermark(new URLSearchParams(request.getQuery()));
      const resumed = await directLine.resume(visitor, watermark, request.headers['accept-language']);
      if (resumed === 'ended') throw new Problem(404, { kind: 'ended' });
      sendJson(response, await connection(options, visitor, watermark));
    },
  };

  // A conversation that has ended gets a token too: the store cannot tell it from one that has not started, and a token's holder may start
  // one. Reading and posting answer 404 for a conversation that has ended.
  const refresh: Route = {
    method: 'POST',
    path: `${DIRECT_LINE_ROOT}/tokens/refresh`,
    async handle(request, response) {
      const visitor = await authenticate(request);
      await directLine.keepAlive(visitor);
      const { token, expiresIn } = await tokens.sign(visitor, 'conversation');
      sendJson(response, { conversationId: visitor.conversation, token, expires_in: expiresIn });
    },
  };

  return [start, resume, refresh];
}

async function connection({ tokens, publicUrl }: DirectLineServerOptions, visitor: ChatVisitor, watermark: Watermark) {
  const { conversation } = visitor;
  const [token, ticket] = await Promise.all([tokens.sign(visitor, 'conversation'), tokens.sign(visitor, 'stream')]);
  return {
    conversationId: conversation,
    token: token.token,
    expires_in: token.expiresIn,
    streamUrl: streamUrl(publicUrl, { conversation, watermark, token: ticket.token }),
  };
}
