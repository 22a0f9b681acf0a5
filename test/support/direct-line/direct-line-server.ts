import { randomUUID } from 'node:crypto';
import { createMemoryRateLimits } from '../../../src/adapters/rate-limiter/memory-rate-limits';
import { systemRandom as random } from '../../../src/adapters/system/random';
import type { DirectLineLimits } from '../../../src/http/routes/direct-line/options';
import { createCallLimit, createMessageLimit, type CallRate } from '../../../src/http/guards/rates';
import { directLineRoutes } from '../../../src/http/routes/direct-line/routes';
import { createStreamServer } from '../../../src/http/routes/direct-line/stream-server';
import { createDraining } from '../../../src/http/server/draining';
import { createHttpServer } from '../../../src/http/server/server';
import type { FeedId } from '../../../src/ports/chat/activity-feed';
import type { ChatVisitor } from '../../../src/ports/chat/chat-tokens';
import type { RateLimitRules } from '../../../src/ports/security/rate-limits';
import { chatLimits } from '../../../src/policy/chat';
import { rateLimitRules } from '../../../src/policy/rate-limits';
import {
  createFakeDirectLine,
  createFakeChatTokens,
  type FakeDirectLine,
  type FakeChatTokens,
} from './fake-direct-line';
import { testKeyRing as keyRing } from '../secrets/key-rings';
import { shutdownTimes } from '../../../src/policy/shutdown';

export interface DirectLineServer {
  readonly url: string;
  readonly directLine: FakeDirectLine;
  readonly tokens: FakeChatTokens;
  /** The errors passed to `onError`. */
  readonly errors: unknown[];
  /** Creates a new visitor with a token. */
  visitor(): Promise<ChatVisitor & { readonly token: string }>;
  call(path: string, token?: string, init?: Readonly<RequestInit>): Promise<Response>;
  post(path: string, token: string, body: unknown): Promise<Response>;
  stop(): Promise<void>;
}

/** `messages`: the message rate limit. */
export type DirectLineServerLimits = Partial<DirectLineLimits> & { readonly messages?: CallRate };

const rulesWith = (messages: CallRate | undefined): RateLimitRules => ({
  ...rateLimitRules,
  ...(messages && { 'conversation-messages': { windows: [{ most: messages.most, per: messages.per }] } }),
});

export const INSTITUTION = 'https://www.example.org';

/** Starts the Direct Line routes on a free port, over conversations in memory. */
export async function startDirectLineServer({
  messages,
  ...limits
}: DirectLineServerLimits = {}): Promise<DirectLineServer> {
  const directLine = createFakeDirectLine();
  const tokens = createFakeChatTokens();
  const errors: unknown[] = [];
  let url = '';
  const limitsOfServer = { ...chatLimits, ...limits };
  const options = {
    draining: createDraining(),
    directLine,
    tokens,
    random,
    limits: limitsOfServer,
    countCall: createCallLimit(limitsOfServer),
    countMessage: createMessageLimit(createMemoryRateLimits({ keyRing, rules: rulesWith(messages) })),
    widgetOrigins: [INSTITUTION],
    // The address is known only after the server has a port.
    get publicUrl() {
      return url;
    },
    onError: (error: unknown) => errors.push(error),
  };
  const server = createHttpServer({
    drainTimeout: shutdownTimes.requests,
    ...options,
    routes: directLineRoutes(options),
    sockets: createStreamServer(options),
  });
  url = `http://localhost:${await server.listen(0)}`;

  const call: DirectLineServer['call'] = (path, token, init = {}) => {
    const headers = new Headers(init.headers);
    if (token !== undefined) headers.set('Authorization', `Bearer ${token}`);
    return fetch(`${url}/v3/directline${path}`, { ...init, headers });
  };
  return {
    url,
    directLine,
    tokens,
    errors,
    call,
    async visitor() {
      const visitor = { conversation: randomUUID() as FeedId, user: `dl_${randomUUID()}` };
      return { ...visitor, token: (await tokens.sign(visitor, 'conversation')).token };
    },
    post: (path, token, body) =>
      call(path, token, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    stop: () => server.close(),
  };
}
