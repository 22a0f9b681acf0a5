import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';
import { systemCorrelation } from '../adapters/system/correlation';
import { Unavailable } from '../ports/errors';

export type Log = Logger;

const CENSOR = '[redacted]';

/** Fields that would hold a secret or a person's data, should anybody ever log them; at the top and two levels below. */
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

/** An error's code is no secret, but one at the top is a person's. */
const CENSORED_AT_THE_TOP = ['code'];

/** What identifies people has ten digits or more, or an `@`: the last look at a line takes it out wherever it hides. */
const UNMISTAKABLE = /\d{10,}|[^\s"'<>@/\\:]{1,64}@[^\s"'<>@/\\]{1,255}\.[a-z]{2,}/gi;

/**
 * JSON lines on standard output. An error is written as its name, its port and where it was thrown: messages of libraries quote values,
 * and values may be personal data or secrets. Times are in words, so that no line has a long number of its own. Lines of one piece of work,
 * in whichever process, have the same `correlation`.
 */
export const createLogger = (level: string, destination: DestinationStream = process.stdout): Log =>
  pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      serializers: { err: describeError },
      mixin: nameWork,
      redact: { paths: [...CENSORED, ...CENSORED_AT_THE_TOP], censor: CENSOR },
      hooks: { streamWrite: (line) => line.replace(UNMISTAKABLE, CENSOR) },
    },
    destination,
  );

function nameWork(): object {
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

/** The stack without its first lines, which are the message. */
const placesIn = ({ stack = '' }: Error): string =>
  stack
    .split('\n')
    .filter((line) => /^\s+at .+(:\d+:\d+\)?|\(<anonymous>\)|\(native\))$/.test(line))
    .slice(0, 8)
    .join('\n');
