import { createAzureTokenIssuer } from '../adapters/azure/direct-line-token-issuer';
import { createBuiltInTokenIssuer } from '../adapters/direct-line/built-in-token-issuer';
import { createJoseChannelCallers } from '../adapters/jose/channel-callers';
import { createJoseChatTokens } from '../adapters/jose/chat-tokens';
import { demoEmployers } from '../adapters/memory/demo-employers';
import { createMemoryEmployers } from '../adapters/memory/employer-registry';
import { createMemoryActivityFeed } from '../adapters/memory/activity-feed';
import { createMemoryRecoveryStore } from '../adapters/memory/recovery/recovery-store';
import { createMemorySessionStore } from '../adapters/memory/session-store';
import { createPostgresEmployers } from '../adapters/postgres/employers/employers';
import { migrate } from '../adapters/postgres/schema/migrate';
import { createPool } from '../adapters/postgres/pool';
import { createMemoryRateLimits } from '../adapters/rate-limiter/memory-rate-limits';
import { createRedisRateLimits } from '../adapters/rate-limiter/redis-rate-limits';
import { connectBlockingRedis, connectRedis, type RedisClient } from '../adapters/redis/client';
import { readEvictionPolicy } from '../adapters/redis/eviction';
import { announceKeys } from '../adapters/redis/key-announcement';
import { createRedisActivityFeed } from '../adapters/redis/feed/activity-feed';
import { createRedisRecoveryStore } from '../adapters/redis/recovery/recovery-store';
import { createRedisSessionStore } from '../adapters/redis/session/session-store';
import type { Config } from '../config/config';
import { documentNumber } from '../domain/claim/identity-document';
import type { Dependency } from '../http/routes/health';
import type { DemoEmployerRow } from '../http/routes/widget/demo-section';
import type { Log } from './logger';
import type { ActivityFeed } from '../ports/chat/activity-feed';
import type { ChannelAuthenticator } from '../ports/chat/channel-authenticator';
import type { Clock } from '../ports/system';
import type { CredentialDirectory } from '../ports/registry/credential-directory';
import type { EmployerRegistry } from '../ports/registry/employer-registry';
import type { AccessKeyHasher } from '../ports/security/access-key-hasher';
import type { KeyRing } from '../ports/security/key-ring';
import type { Random } from '../ports/random';
import type { RateLimits } from '../ports/security/rate-limits';
import type { RecoveryStore } from '../ports/recovery/recovery-store';
import type { SessionStore } from '../ports/chat/session-store';
import { channelAuthenticationRules, chatLimits, sessionRules } from '../policy/chat';
import { rateLimitRules } from '../policy/rate-limits';
import { recoveryRules } from '../policy/recovery';

/** Connections to Redis, each for its own way of waiting. */
export interface RedisConnections {
  /** Answers at once or fails. */
  readonly redis: RedisClient;
  /** Is told of news, and can do nothing else. */
  readonly subscriber: RedisClient;
  /** Waits for work, through every outage. */
  readonly patient: RedisClient;
  close(): void;
}

/** Nothing when everything is kept in this process. */
export async function openRedisConnections({ redisUrl }: Config, log: Log): Promise<RedisConnections | undefined> {
  if (redisUrl === undefined) return undefined;
  const onError = (error: Error) => {
    log.warn({ err: error, refusal: refusalIn(error) }, 'redis connection in trouble');
  };
  const connect = () => connectRedis(redisUrl.expose(), onError);
  const [redis, subscriber] = await Promise.all([connect(), connect()]);
  const patient = connectBlockingRedis(redisUrl.expose(), onError);
  const lines = {
    redis,
    subscriber,
    patient,
    close() {
      for (const line of [redis, subscriber, patient]) line.disconnect();
    },
  };
  await refuseEviction(lines, log);
  return lines;
}

/** What Redis refuses begins with the kind of its refusal: WRONGPASS, NOAUTH, NOPERM. The rest may quote. */
const refusalIn = ({ message }: Error): string | undefined => /^[A-Z]{4,}(?= )/.exec(message)?.[0];

/** A limit whose count may vanish is none. @throws Error when the server says that it throws keys away */
async function refuseEviction(lines: RedisConnections, log: Log): Promise<void> {
  const eviction = await readEvictionPolicy(lines.redis);
  switch (eviction.kind) {
    case 'none':
      return;
    case 'unknown':
      log.warn('redis does not say whether it evicts; it must not (maxmemory-policy noeviction)');
      return;
    case 'evicts':
      lines.close();
      log.fatal({ policy: eviction.policy }, 'redis evicts keys; it must not (maxmemory-policy noeviction)');
      throw new Error('Redis evicts keys: maxmemory-policy must be noeviction.');
  }
}

export interface Stores {
  readonly dependencies: readonly Dependency[];
  readonly recoveries: RecoveryStore;
  readonly sessions: SessionStore;
  readonly limits: RateLimits;
  /** What visitors of the website said and heard. */
  readonly feed: ActivityFeed;
}

interface StoreParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly keyRing: KeyRing;
}

/** On Redis when there is one; otherwise in this process, and gone with it. */
export function openStores(lines: RedisConnections | undefined, { clock, keyRing, random }: StoreParts): Stores {
  if (lines === undefined) {
    return {
      recoveries: createMemoryRecoveryStore({ clock, rules: recoveryRules }),
      sessions: createMemorySessionStore({ clock, random, rules: sessionRules }),
      limits: createMemoryRateLimits({ keyRing, rules: rateLimitRules }),
      feed: createMemoryActivityFeed({ clock, rules: chatLimits.feed }),
      dependencies: [],
    };
  }
  const { redis, subscriber } = lines;
  // Now, and whenever it is connected anew: it may have come up since, or empty.
  const announce = () => void announceKeys(redis, keyRing).catch(() => undefined);
  announce();
  redis.on('ready', announce);
  const sessions = createRedisSessionStore({ redis, keyRing, random, rules: sessionRules });
  return {
    recoveries: createRedisRecoveryStore({ redis, keyRing, rules: recoveryRules }),
    sessions,
    limits: createRedisRateLimits({ redis, keyRing, rules: rateLimitRules }),
    feed: createRedisActivityFeed({ redis, subscriber, keyRing, rules: chatLimits.feed }),
    dependencies: [{ name: 'redis', check: () => sessions.ping().then(() => requireNoEviction(redis)) }],
  };
}

/** A server that was away at the start shows only now that it does not keep what it is given. */
async function requireNoEviction(redis: RedisClient): Promise<void> {
  if ((await readEvictionPolicy(redis)).kind === 'evicts') throw new Error('it evicts');
}

/** Who the channels' callers are; nothing in Emulator mode, where they have nothing to show. Groups are counted in this process alone. */
export function openChannelAccess({ bot }: Config, { clock, keyRing }: Pick<StoreParts, 'clock' | 'keyRing'>) {
  const appId = bot.MicrosoftAppId;
  const callers: ChannelAuthenticator | undefined =
    appId === '' ? undefined : createJoseChannelCallers({ appId, clock, rules: channelAuthenticationRules });
  return { callers, invitationLimits: createMemoryRateLimits({ keyRing, rules: rateLimitRules }) };
}

export interface Registry {
  readonly dependencies: readonly Dependency[];
  close(): Promise<void>;
  readonly employers: EmployerRegistry;
  readonly credentials: CredentialDirectory;
  /** Whom testers may be, when the employers are made up. */
  readonly demo?: readonly DemoEmployerRow[];
}

/** The pilot's database, brought up to date; without one, employers made up for the desk. */
export async function openRegistry({ databaseUrl }: Config, hasher: AccessKeyHasher): Promise<Registry> {
  if (databaseUrl === undefined) {
    const demo = createMemoryEmployers({ employers: demoEmployers, hasher });
    return {
      employers: demo,
      credentials: demo,
      demo: demoEmployers.map(({ claim: { branch, document, ruc }, shows }) => ({
        document: documentNumber(document),
        ruc,
        branch,
        shows,
      })),
      dependencies: [],
      close: () => Promise.resolve(),
    };
  }
  await migrate(databaseUrl.expose());
  const pool = createPool(databaseUrl.expose());
  const employers = createPostgresEmployers(pool, hasher);
  return {
    employers,
    credentials: employers,
    dependencies: [{ name: 'employer-registry', check: () => employers.ping() }],
    close: () => pool.end(),
  };
}

/** Where the website's conversations begin. The tokens are the built-in Direct Line's; Azure has its own. */
export function openTokenIssuer(config: Config, { clock, random }: Pick<StoreParts, 'clock' | 'random'>) {
  const { directLineSecret: secret, publicUrl, secretKeys, widgetOrigins } = config;
  const lifetimes = { speak: chatLimits.token, listen: chatLimits.streamTicket };
  const tokens = createJoseChatTokens({ secretKeys, clock, random, lifetimes });
  if (secret === undefined) {
    return { kind: 'built-in', tokens, desk: createBuiltInTokenIssuer({ tokens, random, publicUrl }) } as const;
  }
  const trustedOrigins = [new URL(publicUrl).origin, ...widgetOrigins];
  return { kind: 'azure', tokens, desk: createAzureTokenIssuer({ secret, trustedOrigins, random }) } as const;
}
