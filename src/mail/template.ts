import type { MessageKey } from '../i18n/translate';

/** A slot for a message, in whatever language. */
interface MessageSlot {
  readonly message: MessageKey;
}

/** A text with slots between its pieces: for messages, and for values by their names. */
export interface Template<Value extends string> {
  readonly pieces: readonly string[];
  /** One fewer than pieces. */
  readonly slots: readonly (Value | MessageSlot)[];
}

/** The tag of a template literal that names its slots. */
export const template = <Value extends string>(
  pieces: TemplateStringsArray,
  ...slots: readonly (Value | MessageSlot)[]
): Template<Value> => ({ pieces, slots });

export interface SlotRenderers<Value extends string> {
  readonly message: (key: MessageKey) => string;
  readonly value: (value: Value) => string;
}

export const fillTemplate = <Value extends string>(
  { pieces, slots }: Template<Value>,
  { message, value }: SlotRenderers<Value>,
): string =>
  String.raw({ raw: pieces }, ...slots.map((slot) => (typeof slot === 'string' ? value(slot) : message(slot.message))));
