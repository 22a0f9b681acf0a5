import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { hasValidSignature } from './azure-signature';
import { z } from 'zod';

const Mailbox = z.strictObject({
  address: z.string().regex(/^[^\s<>@,]+@[^\s<>@,]+$/),
  displayName: z.string().optional(),
});

/** The body of `POST /emails:send` in version 2025-09-01. Unknown properties are rejected, because they are mistakes. */
const Message = z.strictObject({
  senderAddress: Mailbox.shape.address,
  recipients: z.strictObject({
    to: z.array(Mailbox).min(1),
    cc: z.array(Mailbox).optional(),
    bcc: z.array(Mailbox).optional(),
  }),
  content: z.strictObject({
    subject: z.string().min(1),
    plainText: z.string().optional(),
    html: z.string().optional(),
  }),
  headers: z.record(z.string(), z.string()).optional(),
  replyTo: z.array(Mailbox).optional(),
  userEngagementTrackingDisabled: z.boolean().optional(),
});

/** One operation: its id from a header, and its mail. */
const EmailRequest = z.object({ operation: z.uuid(), message: Message });

/** A mail as it was posted to Azure. */
type AcceptedAzureMail = z.infer<typeof Message> & { readonly operation: string };

/** The behaviour of the fake service at one request to send a mail. */
export type SendBehaviour =
  /** Accepts: 202, after `late` ms, or with `instead` in its place; a later status query returns `status`. */
  | { readonly kind: 'take'; readonly late?: number; readonly instead?: Instead; readonly status?: Status }
  | { readonly kind: 'refuse'; readonly status: number; readonly code?: string; readonly headers?: Headers }
  /** Breaks the connection before the request is read. */
  | { readonly kind: 'hang-up' };

/** Replaces the answer by a broken connection, a 202 with broken JSON, or bytes that are not HTTP. */
type Instead = 'nothing' | 'no-json' | 'no-http';
type Status = 'succeeded' | 'throttled' | 'missing' | 'silent';
type Headers = Readonly<Record<string, string>>;

/** A request to send a mail. */
interface Post {
  readonly headers: IncomingHttpHeaders;
  /** Empty until the body was read. */
  body: string;
  /** The status of the answer, once there is one. */
  status?: number;
}

export interface FakeAzureEmail {
  /** The value of COMMUNICATION_SERVICES_CONNECTION_STRING for the service under test. */
  readonly connectionString: string;
  readonly port: number;
  /** The access key, for tests that sign requests themselves. */
  readonly accessKey: string;
  /** The accepted mails, one per operation, oldest first. */
  readonly delivered: readonly AcceptedAzureMail[];
  /** Every request to send a mail, signed or not, oldest first. */
  readonly sendRequests: readonly Readonly<Post>[];
  /** The operations whose status was queried. */
  readonly statusQueries: readonly string[];
  /** Sets the behaviour of the next requests, one each; later requests are accepted again. */
  scriptNext(...behaviours: readonly SendBehaviour[]): void;
  close(): Promise<void>;
}

/** A constructed key of no real resource. */
const ACCESS_KEY = Buffer.alloc(64, 'constructed for tests only ').toString('base64');

/** Starts a fake of Azure Communication Services Email. It checks signatures and delivers one mail per operation id. */
export async function startFakeAzureEmail({ port: wanted = 0 } = {}): Promise<FakeAzureEmail> {
  const delivered: AcceptedAzureMail[] = [];
  const sendRequests: Post[] = [];
  const statusQueries: string[] = [];
  const script: SendBehaviour[] = [];
  const operations = new Map<string, { readonly body: string; readonly status: Status }>();

  const take = ({ body, headers }: Post, status: Status): Answer => {
    const request = EmailRequest.safeParse({ operation: headers['operation-id'], message: parseJson(body) });
    if (!request.success) return refusal(400, 'BadRequest');
    const { operation, message } = request.data;
    const known = operations.get(operation);
    if (known !== undefined && known.body !== body) return refusal(400, 'OperationIdInUse');
    if (known === undefined) delivered.push({ operation, ...message });
    operations.set(operation, { body, status });
    const operationUrl = `http://127.0.0.1:${port}/emails/operations/${operation}?api-version=2025-09-01`;
    return {
      status: 202,
      headers: { 'Operation-Location': operationUrl, 'Retry-After': '30' },
      body: JSON.stringify({ id: operation, status: 'Running' }),
    };
  };

  const answerPost = async (request: IncomingMessage): Promise<Answer | LastBytes> => {
    const behaviour = script.shift() ?? { kind: 'take' };
    const post: Post = { headers: request.headers, body: '' };
    sendRequests.push(post);
    if (behaviour.kind === 'hang-up') return { bytes: '' };
    post.body = await textOf(request);
    const answer = hasValidSignature(request, { body: post.body, accessKey: ACCESS_KEY })
      ? await perform(behaviour, post)
      : refusal(401, 'Denied');
    if ('status' in answer) post.status = answer.status;
    return answer;
  };

  const perform = async (behaviour: Exclude<SendBehaviour, { kind: 'hang-up' }>, post: Post) => {
    if (behaviour.kind === 'refuse') return refusal(behaviour.status, behaviour.code, behaviour.headers);
    const { instead, late = 0, status = 'succeeded' } = behaviour;
    const answer = take(post, status);
    if (late > 0) await delay(late, undefined, { ref: false });
    switch (instead) {
      case undefined:
        return answer;
      case 'nothing':
        return { bytes: '' };
      case 'no-json':
        return { ...answer, body: '{"id":"ana@example.com' };
      case 'no-http':
        return { bytes: 'ana@example.com\r\n\r\n' };
    }
  };

  const answerGet = (request: IncomingMessage, operation: string): Answer | undefined => {
    statusQueries.push(operation);
    if (!hasValidSignature(request, { body: '', accessKey: ACCESS_KEY })) return refusal(401, 'Denied');
    switch (operations.get(operation)?.status ?? 'missing') {
      case 'succeeded':
        return { status: 200, body: JSON.stringify({ id: operation, status: 'Succeeded' }) };
      case 'throttled':
        return refusal(429, 'TooManyRequests', { 'Retry-After': '3600' });
      case 'missing':
        return refusal(404, 'NotFound');
      case 'silent':
        return undefined;
    }
  };

  const server = createServer((request, response) => {
    const { method, url = '' } = request;
    const operation = /^\/emails\/operations\/([\w-]+)\?api-version=/.exec(url)?.[1];
    const send = (answer: Answer | LastBytes | undefined) => {
      if (answer !== undefined) sendAnswer(response, answer);
    };
    if (method === 'POST' && url.startsWith('/emails:send?api-version=')) {
      // A client that hung up early gets no answer.
      answerPost(request).then(send, () => undefined);
    } else send(method === 'GET' && operation !== undefined ? answerGet(request, operation) : refusal(404, 'NotFound'));
  });
  await new Promise<void>((listening) => {
    server.listen(wanted, '127.0.0.1', listening);
  });
  const { port } = server.address() as AddressInfo;

  return {
    connectionString: `endpoint=http://127.0.0.1:${port}/;accesskey=${ACCESS_KEY}`,
    port,
    accessKey: ACCESS_KEY,
    delivered,
    sendRequests,
    statusQueries,
    scriptNext(...behaviours) {
      script.push(...behaviours);
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => {
          closed();
        });
        server.closeAllConnections();
      }),
  };
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Headers;
}

/** The bytes with which the connection ends in place of an answer. */
interface LastBytes {
  readonly bytes: string;
}

/** The message quotes values that must not be passed on. */
const refusal = (status: number, code = 'Refused', headers: Headers = {}): Answer => ({
  status,
  headers: { 'x-ms-error-code': code, ...headers },
  body: JSON.stringify({ error: { code, message: 'ana@example.com may not read 012 345' } }),
});

// Not chained: once restify is loaded in the process, `writeHead` returns nothing.
function sendAnswer(response: ServerResponse, answer: Answer | LastBytes): void {
  const { socket } = response;
  if ('status' in answer) {
    response.writeHead(answer.status, { 'Content-Type': 'application/json', ...answer.headers });
    response.end(answer.body);
  } else if (answer.bytes === '') socket?.resetAndDestroy();
  else socket?.end(answer.bytes);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
