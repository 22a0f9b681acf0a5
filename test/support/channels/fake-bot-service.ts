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

/** The hosts that the framework calls. A channel names the connector's host in its activities. */
const HOSTS = {
  openId: 'login.botframework.com',
  login: 'login.microsoftonline.com',
  connector: 'connector.example.org',
  /** A host of no service. A request to it was sent to a forged address. */
  forged: 'forged.example.org',
} as const;

type Reply = Partial<Activity> & { readonly type: string };

export interface FakeBotService {
  readonly appId: string;
  readonly password: string;
  readonly serviceUrl: string;
  readonly forgedUrl: string;
  /** The keys that the OpenID server publishes; the first one signs. */
  keys: readonly ConnectorKey[];
  /** The metadata of the OpenID server: correct, never answered, or the given response. */
  metadata: 'right' | 'never' | { readonly status: number; readonly body: object };
  /** `down`: no server can be reached. */
  state: 'up' | 'down';
  /** The requests so far, by purpose. */
  readonly requests: RequestPurpose[];
  /** The replies that the connector accepted, because they carried the access token of the login. */
  readonly replies: readonly Reply[];
  /** Returns an `Authorization` header of the connector, valid except for `changes`. */
  authorizationHeader(changes?: object): Promise<string>;
  stop(): Promise<void>;
}

type RequestPurpose = 'metadata' | 'keys' | 'login' | 'reply' | 'astray';

/** Starts the Microsoft services of a bot on this machine, under their own names: OpenID server, login and connector. */
export async function startFakeBotService(channels: readonly string[] = ['msteams']): Promise<FakeBotService> {
  const [appId, password, accessToken] = [randomUUID(), randomUUID(), randomUUID()];
  const requests: RequestPurpose[] = [];
  const replies: Reply[] = [];

  const login = async (request: IncomingMessage, response: ServerResponse) => {
    requests.push('login');
    const form = new URLSearchParams(await text(request));
    const isBot = form.get('client_id') === appId && form.get('client_secret') === password;
    const isForReplies = form.get('scope')?.startsWith(`${CONNECTOR_ISSUER}/.default`) === true;
    if (!isBot || !isForReplies || form.get('grant_type') !== 'client_credentials') {
      sendJson(response, { error: 'invalid_client' }, 401);
      return;
    }
    sendJson(response, { token_type: 'Bearer', expires_in: 3_600, access_token: accessToken });
  };

  const acceptReply = async (request: IncomingMessage, response: ServerResponse) => {
    requests.push('reply');
    const reply = JSON.parse(await text(request)) as Reply;
    const isBot = request.headers.authorization === `Bearer ${accessToken}`;
    if (isBot) replies.push(reply);
    sendJson(response, isBot ? { id: randomUUID() } : {}, isBot ? 200 : 401);
  };

  const sendMetadata = (response: ServerResponse) => {
    const { metadata } = cloud;
    if (metadata === 'never') return;
    const right = { issuer: CONNECTOR_ISSUER, jwks_uri: `https://${HOSTS.openId}/v1/.well-known/keys` };
    if (metadata === 'right') sendJson(response, right);
    else sendJson(response, metadata.body, metadata.status);
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [host, path] = [request.headers.host ?? '', request.url ?? ''];
    if (host === HOSTS.openId && path === '/v1/.well-known/openidconfiguration') {
      requests.push('metadata');
      sendMetadata(response);
    } else if (host === HOSTS.openId) {
      requests.push('keys');
      sendJson(response, { keys: cloud.keys.map(({ publicJwk }) => publicJwk) });
    } else if (host === HOSTS.login) await login(request, response);
    else if (host === HOSTS.connector) await acceptReply(request, response);
    else requests.push('astray');
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
    requests,
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

// Not chained: once restify is loaded in the process, `writeHead` of every server returns nothing.
function sendJson(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}
