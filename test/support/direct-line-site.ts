import { randomUUID } from 'node:crypto';
import { createMemoryRateLimits } from '../../src/adapters/rate-limiter/memory-rate-limits';
import { systemRandom as random } from '../../src/adapters/system/random';
import type { ChatLimits } from '../../src/http/direct-line/options';
import { boundCalls, boundMessages, type Rate } from '../../src/http/direct-line/rates';
import { directLineRoutes } from '../../src/http/direct-line/routes';
import { createStreams } from '../../src/http/direct-line/streams';
import { createDraining } from '../../src/http/draining';
import { createHttpServer } from '../../src/http/server';
import type { FeedId } from '../../src/ports/activity-feed';
import type { Visitor } from '../../src/ports/chat-tokens';
import type { LimitRules } from '../../src/ports/rate-limits';
import { policy } from '../../src/recovery/policy';
import { createFakeDirectLine, createFakeTokens, type FakeDirectLine, type FakeTokens } from './fake-direct-line';
import { testKeyRing as keyRing } from './key-ring';

export interface DirectLineSite {
  readonly url: string;
  readonly line: FakeDirectLine;
  readonly tokens: FakeTokens;
  /** What `onError` heard. */
  readonly errors: unknown[];
  /** Somebody new, with a token. */
  visitor(): Promise<Visitor & { readonly token: string }>;
  call(path: string, token?: string, init?: Readonly<RequestInit>): Promise<Response>;
  post(path: string, token: string, body: unknown): Promise<Response>;
  stop(): Promise<void>;
}

/** `messages`: how many in which time. */
export type SiteLimits = Partial<ChatLimits> & { readonly messages?: Rate };

const rulesWith = (messages: Rate | undefined): LimitRules => ({
  ...policy.limits,
  ...(messages && { 'conversation-messages': { windows: [{ most: messages.most, per: messages.span }] } }),
});

export const INSTITUTION = 'https://www.example.org';

/** Direct Line's edge on a free port, over conversations in memory. */
export async function startDirectLine({ messages, ...limits }: SiteLimits = {}): Promise<DirectLineSite> {
  const line = createFakeDirectLine();
  const tokens = createFakeTokens();
  const errors: unknown[] = [];
  let url = '';
  const bounds = { ...policy.chat, ...limits };
  const options = {
    draining: createDraining(),
    directLine: line,
    tokens,
    random,
    limits: bounds,
    countCall: boundCalls(bounds),
    countMessage: boundMessages(createMemoryRateLimits({ keyRing, rules: rulesWith(messages) })),
    widgetOrigins: [INSTITUTION],
    // Known only once a port is taken.
    get publicUrl() {
      return url;
    },
    onError: (error: unknown) => errors.push(error),
  };
  const server = createHttpServer({ ...options, routes: directLineRoutes(options), sockets: createStreams(options) });
  url = `http://localhost:${await server.listen(0)}`;

  const call: DirectLineSite['call'] = (path, token, init = {}) => {
    const headers = new Headers(init.headers);
    if (token !== undefined) headers.set('Authorization', `Bearer ${token}`);
    return fetch(`${url}/v3/directline${path}`, { ...init, headers });
  };
  return {
    url,
    line,
    tokens,
    errors,
    call,
    async visitor() {
      const visitor = { conversation: randomUUID() as FeedId, user: `dl_${randomUUID()}` };
      return { ...visitor, token: (await tokens.sign(visitor, 'speak')).token };
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
