import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';
import { systemCorrelation } from '../adapters/system/correlation';
import { Unavailable } from '../ports/errors';

export type Log = Logger;

const CENSOR = '[redacted]';

/** Fields that are redacted at the top and two levels below, because they would hold a secret or personal data. */
const CENSORED = [
  ...['authorization', 'cookie', 'password', 'secret', 'token', 'accessKey', 'connectionString', 'key', 'otp'],
  ...['text', 'html', 'body', 'headers', 'url', 'query'],
  ...[
    'document',
    'cedula',
    'ruc',
    'claim',
    'mailbox',
    'recipient',
    'to',
    'from',
    'conversation',
    'activity',
    'replyTo',
  ],
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** Fields redacted at the top only: a code there is a one-time code, below it an error code. */
const CENSORED_AT_THE_TOP = ['code'];

/** Numbers of ten digits or more and e-mail addresses. They identify people and are removed from the finished line, wherever they stand. */
const PERSONAL_DATA = /\d{10,}|[^\s"'<>@/\\:]{1,64}@[^\s"'<>@/\\]{1,255}\.[a-z]{2,}/gi;

/**
 * Creates a logger that writes JSON lines. An error is logged as its name, port and stack without the message, because messages of libraries
 * quote values that may be personal data or secrets. Times are ISO dates, so that the redaction of long numbers spares them. Lines of one
 * piece of work have the same `correlation`, in whichever process.
 */
export const createLogger = (level: string, destination: DestinationStream = process.stdout): Log =>
  pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      serializers: { err: describeError },
      mixin: currentCorrelation,
      redact: { paths: [...CENSORED, ...CENSORED_AT_THE_TOP], censor: CENSOR },
      hooks: { streamWrite: (line) => line.replace(PERSONAL_DATA, CENSOR) },
    },
    destination,
  );

function currentCorrelation(): object {
  const correlation = systemCorrelation.current();
  return correlation === undefined ? {} : { correlation };
}

function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  return {
    name: error.name,
    ...(error instanceof Unavailable && { port: error.port }),
    ...(isCode(error) && { code: error.code }),
    stack: placesIn(error),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}

const isCode = (error: Error): error is Error & { code: string } => 'code' in error && typeof error.code === 'string';

/** Returns the stack without its first lines, which are the message. */
const placesIn = ({ stack = '' }: Error): string =>
  stack
    .split('\n')
    .filter((line) => /^\s+at .+(:\d+:\d+\)?|\(<anonymous>\)|\(native\))$/.test(line))
    .slice(0, 8)
    .join('\n');
