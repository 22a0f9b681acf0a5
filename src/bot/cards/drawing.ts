import type { Choice } from '../../../dialogs/chat';
import type { Locale } from '../../domain/locale';
import type { Copy } from '../../i18n/copy';

/** What every card is drawn with. */
export interface Drawing {
  readonly copy: Copy;
  readonly locale: Locale;
  /** Goes back with what is sent in: by it the question is known that the card belongs to. */
  readonly stamp: string;
  readonly choices: readonly Choice[];
  /** What the message says, in plain text. */
  readonly text: string;
}

/** Elements of Adaptive Cards as they stand in JSON: https://adaptivecards.io/explorer */
export type Element = Readonly<Record<string, unknown>> & { readonly type: string };

export interface CardBody {
  readonly body: readonly Element[];
  readonly actions?: readonly Element[];
}
