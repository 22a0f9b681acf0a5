import type { MessageKey } from '../i18n/copy';

/** A slot for a message, in whatever language. */
interface Words {
  readonly say: MessageKey;
}

/** A text with slots between its pieces: for messages, and for values by their names. */
export interface Template<Value extends string> {
  readonly pieces: readonly string[];
  /** One fewer than pieces. */
  readonly slots: readonly (Value | Words)[];
}

/** The tag of a template literal that names its slots. */
export const template = <Value extends string>(
  pieces: TemplateStringsArray,
  ...slots: readonly (Value | Words)[]
): Template<Value> => ({ pieces, slots });

export interface Filling<Value extends string> {
  readonly say: (key: MessageKey) => string;
  readonly give: (value: Value) => string;
}

export const fill = <Value extends string>({ pieces, slots }: Template<Value>, { say, give }: Filling<Value>): string =>
  String.raw({ raw: pieces }, ...slots.map((slot) => (typeof slot === 'string' ? give(slot) : say(slot.say))));
