import type { Brand } from '../../domain/brand';
import type { Locale } from '../../domain/locale';

/** Two random words, shown in the chat and in every mail of one recovery. By them, a person recognises a genuine mail. */
export type SecurityPhrase = Brand<string, 'SecurityPhrase'>;

export interface PhraseBook {
  draw(locale: Locale): SecurityPhrase;
}
