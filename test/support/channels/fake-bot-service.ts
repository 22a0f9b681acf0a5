import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Activity } from 'botbuilder';
import {
  connectorClaims,
  createConnectorKey,
  CONNECTOR_ISSUER,
  signConnectorToken,
  type ConnectorKey,
} from './connector-keys';
import { rerouteHosts } from '../network/rerouted-hosts';

/** Where the framework looks for each; the connector's address is what a channel says it is. */
const HOSTS = {
  openId: 'login.botframework.com',
  login: 'login.microsoftonline.com',
  connector: 'connector.example.org',
  /** Nobody's: a request that arrives there was led astray. */
  forged: 'forged.example.org',
} as const;

type Reply = Partial<Activity> & { readonly type: string };

export interface FakeBotService {
  readonly appId: string;
  readonly password: string;
  readonly serviceUrl: string;
  readonly forgedUrl: string;
  /** The keys that the OpenID server tells; the first signs. */
  keys: readonly ConnectorKey[];
  /** What the OpenID server says of itself: where the keys are, or something else. */
  metadata: 'right' | 'never' | { readonly status: number; readonly body: object };
  /** `down`: none of it can be reached. */
  state: 'up' | 'down';
  /** Every request so far, by what it was for. */
  readonly requests: Asked[];
  /** What the connector took: replies that showed the token of the login. */
  readonly replies: readonly Reply[];
  /** `Authorization` of a request of the connector, good unless `changes` say otherwise. */
  authorizationHeader(changes?: object): Promise<string>;
  stop(): Promise<void>;
}

type Asked = 'metadata' | 'keys' | 'login' | 'reply' | 'astray';

/** Microsoft's side of a bot on this machine, under its own names: OpenID server, login, and the connector of a channel. */
export async function startFakeBotService(channels: readonly string[] = ['msteams']): Promise<FakeBotService> {
  const [appId, password, accessToken] = [randomUUID(), randomUUID(), randomUUID()];
  const asked: Asked[] = [];
  const replies: Reply[] = [];

  const login = async (request: IncomingMessage, response: ServerResponse) => {
    asked.push('login');
    const form = new URLSearchParams(await text(request));
    const isBot = form.get('client_id') === appId && form.get('client_secret') === password;
    const isForReplies = form.get('scope')?.startsWith(`${CONNECTOR_ISSUER}/.default`) === true;
    if (!isBot || !isForReplies || form.get('grant_type') !== 'client_credentials') {
      sendJson(response, { error: 'invalid_client' }, 401);
      return;
    }
    sendJson(response, { token_type: 'Bearer', expires_in: 3_600, access_token: accessToken });
  };

  const take = async (request: IncomingMessage, response: ServerResponse) => {
    asked.push('reply');
    const reply = JSON.parse(await text(request)) as Reply;
    const isBot = request.headers.authorization === `Bearer ${accessToken}`;
    if (isBot) replies.push(reply);
    sendJson(response, isBot ? { id: randomUUID() } : {}, isBot ? 200 : 401);
  };

  const tell = (response: ServerResponse) => {
    const { metadata } = cloud;
    if (metadata === 'never') return;
    const right = { issuer: CONNECTOR_ISSUER, jwks_uri: `https://${HOSTS.openId}/v1/.well-known/keys` };
    if (metadata === 'right') sendJson(response, right);
    else sendJson(response, metadata.body, metadata.status);
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [host, path] = [request.headers.host ?? '', request.url ?? ''];
    if (host === HOSTS.openId && path === '/v1/.well-known/openidconfiguration') {
      asked.push('metadata');
      tell(response);
    } else if (host === HOSTS.openId) {
      asked.push('keys');
      sendJson(response, { keys: cloud.keys.map(({ publicJwk }) => publicJwk) });
    } else if (host === HOSTS.login) await login(request, response);
    else if (host === HOSTS.connector) await take(request, response);
    else asked.push('astray');
  };

  const names = await rerouteHosts(Object.values(HOSTS), (request, response) => void answer(request, response));
  const serviceUrl = `https://${HOSTS.connector}/americas/`;

  const cloud: FakeBotService = {
    appId,
    password,
    serviceUrl,
    forgedUrl: `https://${HOSTS.forged}/`,
    keys: [await createConnectorKey('connector-1', channels)],
    metadata: 'right',
    get state() {
      return names.state;
    },
    set state(state) {
      names.state = state;
    },
    requests: asked,
    replies,
    async authorizationHeader(changes = {}) {
      const [key] = cloud.keys;
      if (key === undefined) throw new Error('no key to sign with');
      return `Bearer ${await signConnectorToken(key, { ...connectorClaims(appId, serviceUrl), ...changes })}`;
    },
    stop: () => names.stop(),
  };
  return cloud;
}

// Not chained: restify, once loaded in the same process, makes `writeHead` of every server return nothing.
function sendJson(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}
