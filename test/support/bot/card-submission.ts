/** The parts of a received card that are needed to fill it in. */
export interface ReceivedCard {
  readonly version: string;
  readonly fallbackText: string;
  readonly body: readonly Element[];
  readonly actions?: readonly Action[];
}

interface Element {
  readonly type: string;
  readonly id?: string;
  readonly value?: string;
  readonly isRequired?: boolean;
  readonly text?: string;
  /** The buttons of a row of buttons. */
  readonly actions?: readonly Action[];
}

interface Action {
  readonly type: string;
  readonly title: string;
  readonly data?: object;
  readonly url?: string;
  readonly associatedInputs?: string;
}

interface MessageWithAttachments {
  readonly attachments?: readonly { readonly contentType?: string; readonly content?: unknown }[] | undefined;
}

/** Returns the card in a message, if there is one. */
export const cardIn = ({ attachments = [] }: MessageWithAttachments): ReceivedCard | undefined =>
  attachments.find(({ contentType }) => contentType === 'application/vnd.microsoft.card.adaptive')?.content as
    ReceivedCard | undefined;

/** Returns every button of a card in the order of display. */
export const buttonsOf = ({ actions = [], body }: ReceivedCard): readonly Action[] => [
  ...body.flatMap((element) => element.actions ?? []),
  ...actions,
];

/** Returns the `activity.value` that a client sends when the button is pressed with these values in the fields. */
export function cardSubmission(card: ReceivedCard, button: string, values: Readonly<Record<string, string>> = {}) {
  const buttons = buttonsOf(card);
  const action = buttons.find(({ title }) => title === button);
  if (action?.data === undefined)
    throw new Error(`no button "${button}" among ${buttons.map(({ title }) => title).join()}`);
  if (action.associatedInputs === 'none') return action.data;
  const fields = card.body.filter(({ type }) => type.startsWith('Input.'));
  const filled = Object.fromEntries(fields.map(({ id = '', value = '' }) => [id, values[id] ?? value]));
  const missing = fields.find(({ id = '', isRequired }) => isRequired === true && filled[id] === '');
  if (missing) throw new Error(`the client does not submit the card without "${missing.id ?? ''}"`);
  return { ...filled, ...action.data };
}
