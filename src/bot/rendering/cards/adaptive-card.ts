import type { Choice } from '../../../../dialogs/chat';
import type { Locale } from '../../../domain/locale';
import type { Translate } from '../../../i18n/translate';

/** What every card is drawn with. */
export interface CardRenderOptions {
  readonly copy: Translate;
  readonly locale: Locale;
  /** Goes back with what is sent in: by it the question is known that the card belongs to. */
  readonly stamp: string;
  readonly choices: readonly Choice[];
  /** What the message says, in plain text. */
  readonly text: string;
}

/** Elements of Adaptive Cards as they stand in JSON: https://adaptivecards.io/explorer */
export type CardElement = Readonly<Record<string, unknown>> & { readonly type: string };

export interface CardBody {
  readonly body: readonly CardElement[];
  readonly actions?: readonly CardElement[];
}
