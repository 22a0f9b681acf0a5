import type { Choice } from '../../../../dialogs/chat';
import type { Locale } from '../../../domain/locale';
import type { Translate } from '../../../i18n/translate';

export interface CardRenderOptions {
  readonly copy: Translate;
  readonly locale: Locale;
  /** Returned with the submission; identifies the question that the card belongs to. */
  readonly stamp: string;
  readonly choices: readonly Choice[];
  /** The message in plain text, for clients that cannot render the card. */
  readonly text: string;
}

/** An element of an Adaptive Card in JSON: https://adaptivecards.io/explorer */
export type CardElement = Readonly<Record<string, unknown>> & { readonly type: string };

export interface CardBody {
  readonly body: readonly CardElement[];
  readonly actions?: readonly CardElement[];
}
