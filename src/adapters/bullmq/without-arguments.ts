/** The client's errors carry the command, and some of Redis's own messages quote it: neither may reach a log. */
export function withoutArguments(error: unknown): Error {
  const message = error instanceof Error ? error.message : 'no error';
  return new Error(message.replace(/,? with args beginning with.*/s, ''));
}
