/** What went wrong, in words for whoever sits at the terminal. Anything else that is thrown is a bug. */
export class ChatError extends Error {
  override readonly name = 'Trouble';

  /** @param kind `passing`: the same may work in a moment */
  constructor(
    words: string,
    readonly kind: 'passing' | 'lasting' = 'lasting',
  ) {
    super(words);
  }
}
