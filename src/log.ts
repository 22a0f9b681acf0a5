import { pino, type DestinationStream, type Logger } from 'pino';
import { Unavailable } from './ports/errors';

export type Log = Logger;

/**
 * JSON lines on standard output. An error is written as its name, its port and where it was thrown: messages of libraries quote values,
 * and values may be personal data or secrets.
 */
export const createLog = (level: string, destination: DestinationStream = process.stdout): Log =>
  pino({ level, serializers: { err: describeError }, base: null }, destination);

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

/** The stack without its first line, which is the message. */
const placesIn = ({ stack = '' }: Error): string =>
  stack
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 8)
    .join('\n');
