import { LOCALES } from '../../src/domain/locale';
import { normaliseCommand } from '../../src/domain/reading/normalise-text';
import type { MessageCatalog } from '../../src/i18n/translate';
import { INTENT_LABELS, type IntentLabel } from '../../src/understanding/intent-labels';

/** Returns the intent whose title the text is, for example after a tap on a choice of «¿Quiso decir…?». */
export type IntentTitleReader = (text: string) => IntentLabel | undefined;

export function createIntentTitleReader(catalog: MessageCatalog): IntentTitleReader {
  const titles = new Map(
    LOCALES.map(catalog).flatMap((copy) =>
      INTENT_LABELS.map((intent) => [normaliseCommand(copy(`intent.${intent}`)), intent] as const),
    ),
  );
  return (text) => titles.get(normaliseCommand(text));
}
