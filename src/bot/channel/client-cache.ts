import {
  AuthenticationConstants,
  BotFrameworkAuthentication,
  ConnectorFactory,
  type Activity,
  type AuthenticateRequestResult,
  type ClaimsIdentity,
  type ConnectorClient,
  type UserTokenClient,
} from '../framework';
import type { ChannelReplyTimes } from '../bot-options';
import { createReplySender, type ReplySenderOptions } from './reply-sender';

/** Channels have a handful of service URLs. The bound keeps callers from filling the memory with made-up ones. */
const MAX_CLIENTS = 64;

/** Wraps the framework's authentication so that its clients are built once per service URL and app instead of once per turn. */
export const createClientCache = (
  inner: BotFrameworkAuthentication,
  times: ChannelReplyTimes,
): BotFrameworkAuthentication => new CachedClients(inner, times);

class CachedClients extends BotFrameworkAuthentication {
  readonly #connectors = createBoundedCache<ConnectorClient>();
  readonly #userTokens = createBoundedCache<UserTokenClient>();

  constructor(
    private readonly inner: BotFrameworkAuthentication,
    private readonly times: ChannelReplyTimes,
  ) {
    super();
  }

  override async authenticateRequest(activity: Activity, authorization: string): Promise<AuthenticateRequestResult> {
    const result = await this.inner.authenticateRequest(activity, authorization);
    return { ...result, connectorFactory: this.createConnectorFactory(result.claimsIdentity) };
  }

  override authenticateStreamingRequest(authorization: string, channelId: string): Promise<AuthenticateRequestResult> {
    return this.inner.authenticateStreamingRequest(authorization, channelId);
  }

  override createConnectorFactory(identity: ClaimsIdentity): ConnectorFactory {
    const factory = this.inner.createConnectorFactory(identity);
    return new CachedConnectors((serviceUrl, audience) =>
      this.#connectors(`${appOf(identity)} ${serviceUrl} ${audience ?? ''}`, async () => {
        const client = await factory.create(serviceUrl, audience);
        return withReplySender(client, { serviceUrl, credentials: client.credentials, ...this.times });
      }),
    );
  }

  override createUserTokenClient(identity: ClaimsIdentity): Promise<UserTokenClient> {
    return this.#userTokens(appOf(identity), () => this.inner.createUserTokenClient(identity));
  }
}

class CachedConnectors extends ConnectorFactory {
  constructor(override readonly create: (serviceUrl: string, audience?: string) => Promise<ConnectorClient>) {
    super();
  }
}

const appOf = (identity: ClaimsIdentity): string =>
  identity.getClaimValue(AuthenticationConstants.AppIdClaim) ??
  identity.getClaimValue(AuthenticationConstants.AudienceClaim) ??
  '';

/** Replaces the two operations that the bot uses. */
function withReplySender(client: ConnectorClient, options: ReplySenderOptions): ConnectorClient {
  Object.assign(client.conversations, createReplySender(options));
  return client;
}

/** Keeps the values used most recently, at most `MAX_CLIENTS`. A failed one is not kept. */
function createBoundedCache<T>(): (key: string, create: () => Promise<T>) => Promise<T> {
  const entries = new Map<string, Promise<T>>();
  return (key, create) => {
    const known = entries.get(key);
    entries.delete(key);
    if (known !== undefined) {
      entries.set(key, known);
      return known;
    }
    const created = create();
    entries.set(key, created);
    created.catch(() => entries.delete(key));
    const [oldest] = entries.keys();
    if (entries.size > MAX_CLIENTS && oldest !== undefined) entries.delete(oldest);
    return created;
  };
}
