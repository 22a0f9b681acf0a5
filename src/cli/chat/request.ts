import type { z } from 'zod';
import { ChatError } from './chat-error';

export interface ServiceRequest<T> {
  readonly method: 'GET' | 'POST';
  readonly shape: z.ZodType<T>;
  readonly token?: string;
  readonly body?: object;
  /** The error message for 401, 403 and 404. */
  readonly missing: string;
}

/** Upper bound on one request (ms). Longer than a turn, which ends within `CHANNEL_TIMEOUT` of src/policy/chat.ts. */
const RESPONSE_TIMEOUT = 20_000;

/** Sends a request and parses the JSON of the response. @throws ChatError when it fails or has another shape */
export async function requestJson<T>(
  url: string,
  { body, method, missing, shape, token }: ServiceRequest<T>,
): Promise<T> {
  const response = await fetchResponse(url, {
    method,
    headers: {
      Accept: 'application/json',
      ...(body && { 'Content-Type': 'application/json' }),
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    },
    // Redirects are not followed, because they would forward the token.
    redirect: 'manual',
    signal: AbortSignal.timeout(RESPONSE_TIMEOUT),
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw toChatError(url, response, missing);
  const parsed = shape.safeParse(await response.json().catch(() => undefined));
  if (!parsed.success) throw new ChatError(`${originOf(url)} answers, but not as this service does.`);
  return parsed.data;
}

async function fetchResponse(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request);
  } catch (error) {
    throw new ChatError(`Cannot reach ${originOf(url)}: ${reasonOf(error)}.`, 'transient');
  }
}

function toChatError(url: string, { headers, status }: Response, missing: string): ChatError {
  const place = originOf(url);
  const wait = waitOf(headers.get('Retry-After'));
  if (status >= 300 && status < 400) return new ChatError(`${place} redirects${targetOf(headers)}.`);
  switch (status) {
    case 401:
    case 403:
    case 404:
      return new ChatError(missing);
    case 429:
      return new ChatError(`${place} has received too many requests from here. Try again ${wait}.`, 'transient');
    case 503:
      return new ChatError(
        `${place} is not ready: a service that it depends on does not answer. Try again ${wait}.`,
        'transient',
      );
    default:
      return new ChatError(`${place} answers with the status ${status}.`, status >= 500 ? 'transient' : 'permanent');
  }
}

function targetOf(headers: Headers): string {
  const target = headers.get('Location') ?? '';
  return URL.canParse(target) ? ` to ${originOf(target)}: give that as --url` : '';
}

const originOf = (url: string): string => new URL(url).origin;

function waitOf(header: string | null): string {
  const seconds = Number(header);
  if (!(seconds > 0)) return 'in a moment';
  return seconds < 120 ? `in ${seconds} seconds` : `in ${Math.ceil(seconds / 60)} minutes`;
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there. Start the service with npm start, or name another with --url',
  ENOTFOUND: 'no host has this name',
  EAI_AGAIN: 'its name cannot be resolved at the moment',
  TimeoutError: `no answer within ${RESPONSE_TIMEOUT / 1_000} s`,
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed; if you trust it, name it in NODE_EXTRA_CA_CERTS',
};

/** Returns the reason of the innermost cause, because fetch wraps it. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'the request failed';
  if (error.cause !== undefined) return reasonOf(error.cause);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return REASONS[code] ?? code;
}
