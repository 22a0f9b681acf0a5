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

/** Channels have a handful of service addresses; a stranger must not be able to fill the memory with others. */
const MOST_CLIENTS = 64;

/** A reply may take this long, retries included: a channel that hangs must not hold the turn (ms). */
const REPLY_WITHIN = 5_000;

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
        bound(await factory.create(serviceUrl, audience)),
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

/** The signal stands before the library's retry policy, so that it bounds all tries together. */
function bound(client: ConnectorClient): ConnectorClient {
  (client as unknown as WithPipeline).client.pipeline.addPolicy({
    name: 'replyWithin',
    sendRequest: (request, next) => {
      request.abortSignal ??= AbortSignal.timeout(REPLY_WITHIN);
      return next(request);
    },
  });
  return client;
}

/** What the client has beneath its published types: the request pipeline of Azure's core library. */
interface WithPipeline {
  readonly client: {
    readonly pipeline: {
      addPolicy(policy: {
        readonly name: string;
        sendRequest(
          request: { abortSignal?: AbortSignal },
          next: (request: unknown) => Promise<unknown>,
        ): Promise<unknown>;
      }): void;
    };
  };
}

/** Remembers what was made last; past the bound the one unused for longest goes. */
function createBoundedCache<T>(): (key: string, make: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, Promise<T>>();
  return (key, make) => {
    const made = kept.get(key) ?? make();
    kept.delete(key);
    kept.set(key, made);
    made.catch(() => kept.delete(key));
    const [oldest] = kept.keys();
    if (kept.size > MOST_CLIENTS && oldest !== undefined) kept.delete(oldest);
    return made;
  };
}
