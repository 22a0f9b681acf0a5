import type { Activity } from 'botbuilder';
import {
  AuthenticationConstants,
  BotFrameworkAuthentication,
  ConnectorFactory,
  type AuthenticateRequestResult,
  type ClaimsIdentity,
  type ConnectorClient,
  type UserTokenClient,
} from 'botframework-connector';
import { createReplySender } from './reply-sender';

/** Channels have a handful of service addresses; a stranger must not be able to fill the memory with others. */
const MOST_CLIENTS = 64;

/** The framework's authentication with its clients built once per service address and app instead of once per turn. */
export const createClientCache = (inner: BotFrameworkAuthentication): BotFrameworkAuthentication =>
  new CachedClients(inner);

class CachedClients extends BotFrameworkAuthentication {
  readonly #connectors = createBoundedCache<ConnectorClient>();
  readonly #userTokens = createBoundedCache<UserTokenClient>();

  constructor(private readonly inner: BotFrameworkAuthentication) {
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
      this.#connectors(`${appOf(identity)} ${serviceUrl} ${audience ?? ''}`, async () =>
        withReplySender(await factory.create(serviceUrl, audience), serviceUrl),
      ),
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

/** Of all that the client can do, the bot sends and replies; those two take the short way. */
function withReplySender(client: ConnectorClient, serviceUrl: string): ConnectorClient {
  Object.assign(client.conversations, createReplySender({ serviceUrl, credentials: client.credentials }));
  return client;
}

/** Remembers what was made last; past the bound the one unused for longest goes. */
function createBoundedCache<T>(): (key: string, make: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, Promise<T>>();
  return (key, make) => {
    const known = kept.get(key);
    kept.delete(key);
    if (known !== undefined) {
      kept.set(key, known);
      return known;
    }
    const made = make();
    kept.set(key, made);
    made.catch(() => kept.delete(key));
    const [oldest] = kept.keys();
    if (kept.size > MOST_CLIENTS && oldest !== undefined) kept.delete(oldest);
    return made;
  };
}
