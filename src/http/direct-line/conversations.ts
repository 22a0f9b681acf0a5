import type { Request, Response } from 'restify';
import { z } from 'zod';
import { FROM_THE_START, type Watermark } from '../../ports/activity-feed';
import type { Visitor } from '../../ports/chat-tokens';
import { send, sendJson } from '../answer';
import { UNSTORED } from '../headers';
import { readJson, SMALL_BODY } from '../json-body';
import { Problem } from '../problem';
import type { Route } from '../route';
import { readWatermark, ROOT, streamUrl } from './address';
import type { DirectLineOptions } from './options';
import { requireSpeaker } from './visitor';

/** Beginning a conversation, coming back to it, and a fresh token for it. */
export const conversationRoutes = (options: DirectLineOptions): readonly Route[] => [
  { method: 'POST', path: `${ROOT}/conversations`, handle: (request, response) => begin(options, request, response) },
  {
    method: 'GET',
    path: `${ROOT}/conversations/:id`,
    handle: (request, response) => resume(options, request, response),
  },
  {
    method: 'POST',
    path: `${ROOT}/tokens/refresh`,
    handle: (request, response) => refresh(options, request, response),
  },
];

/** The body's `user` is not read: it stands in the token. */
const Begin = z.object({ locale: z.string().max(64).nullish() });

async function begin(options: DirectLineOptions, request: Request, response: Response): Promise<void> {
  const visitor = await requireSpeaker(options.tokens, request);
  const parsed = Begin.safeParse(hasBody(request) ? await readJson(request, SMALL_BODY) : {});
  if (!parsed.success) throw new Problem(400);
  const began = await options.directLine.start(visitor, parsed.data.locale ?? undefined);
  const body = JSON.stringify(await connection(options, visitor, FROM_THE_START));
  send(response, { status: began === 'started' ? 201 : 200, type: 'application/json', body, headers: UNSTORED });
}

async function resume(options: DirectLineOptions, request: Request, response: Response): Promise<void> {
  const visitor = await requireSpeaker(options.tokens, request);
  const watermark = readWatermark(new URLSearchParams(request.getQuery()));
  const resumed = await options.directLine.resume(visitor, watermark, request.headers['accept-language']);
  if (resumed === 'ended') throw new Problem(404, { kind: 'ended' });
  sendJson(response, await connection(options, visitor, watermark));
}

/**
 * A conversation that ended gives a token too: from here it looks like one not yet begun, and whoever holds a token may begin. Reading and
 * posting tell the two apart.
 */
async function refresh({ directLine, tokens }: DirectLineOptions, request: Request, response: Response): Promise<void> {
  const visitor = await requireSpeaker(tokens, request);
  await directLine.keep(visitor);
  const { token, expiresIn } = await tokens.sign(visitor, 'speak');
  sendJson(response, { conversationId: visitor.conversation, token, expires_in: expiresIn });
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

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
