import type { MessageKey } from '../i18n/translate';

/** A slot for a message of the catalog. */
interface MessageSlot {
  readonly message: MessageKey;
}

/** A text with slots between its pieces. A slot takes a message, or the value of this name. */
export interface Template<Value extends string> {
  readonly pieces: readonly string[];
  /** One fewer than `pieces`. */
  readonly slots: readonly (Value | MessageSlot)[];
}

/** Tag of a template literal whose expressions name the slots. */
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
