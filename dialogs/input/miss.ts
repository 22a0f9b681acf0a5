import type { IntentLabel } from '../../src/understanding/intent-labels';
import type { Prompt } from '../../src/understanding/prompts';
import type { Understanding } from '../../src/understanding/recogniser';

/** A message that was not understood, as operators see it. It holds nothing of the text. */
export interface Miss {
  readonly prompt: Prompt;
  readonly nearest: IntentLabel;
  readonly confidence: Understanding['confidence'];
}
