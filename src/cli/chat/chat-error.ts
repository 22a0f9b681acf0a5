/** An error whose message is meant for the person at the terminal. Any other error is a bug. */
export class ChatError extends Error {
  override readonly name = 'ChatError';

  /** @param kind `transient`: a retry may succeed */
  constructor(
    words: string,
    readonly kind: 'transient' | 'permanent' = 'permanent',
  ) {
    super(words);
  }
}
