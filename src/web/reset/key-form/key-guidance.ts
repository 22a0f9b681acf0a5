import { findElement } from '../../find-element';
import { NO_REJECTED_KEY, applyServerFaults, capScore, type RejectedKey } from './rejected-key';
import { evaluateRules, type KeyRules, type RuleStates, type Score, type KeyInput } from './key-rules';
import type { ResetTextKey, ResetLocalizer } from '../localizer';

export interface KeyGuidance {
  /** Fetches the strength meter; without it the page says that the server checks. */
  prepare(): void;
  show(typed: KeyInput): void;
  /** Counts until the key is edited. */
  showRejection(refusal: RejectedKey): void;
  /** Forgets every key it has seen. */
  clear(): void;
}

/** Long enough that a screen reader is not told of every letter. */
const PAUSE = 400;
const NOTHING: KeyInput = { key: '', repeat: '' };

/** Ticks and strength beside the fields, as the person types. */
export function createKeyGuidance(texts: ResetLocalizer, rules: KeyRules): KeyGuidance {
  let measure: ((key: string) => number) | undefined;
  let last = NOTHING;
  let refusal = NO_REJECTED_KEY;
  let pause: ReturnType<typeof setTimeout> | undefined;

  const refresh = () => {
    const faults = last.key === refusal.key ? refusal.faults : [];
    const measured = measure === undefined || last.key === '' ? 'none' : measure(last.key);
    const score = capScore(measured, faults, rules);
    showScore(texts, score);
    showRules(texts, applyServerFaults(evaluateRules(last, score, rules), faults));
  };

  return {
    prepare() {
      if (measure !== undefined) return;
      import('./strength-meter').then(({ createStrengthMeter }) => {
        measure = createStrengthMeter();
        refresh();
      }, refresh);
    },
    show(typed) {
      last = typed;
      clearTimeout(pause);
      pause = setTimeout(refresh, PAUSE);
    },
    showRejection(refused) {
      refusal = refused;
      refresh();
    },
    clear() {
      clearTimeout(pause);
      last = NOTHING;
      refusal = NO_REJECTED_KEY;
    },
  };
}

function showScore(texts: ResetLocalizer, score: Score): void {
  const place = findElement('#score', HTMLElement);
  const key = `page.strength.${score}` as ResetTextKey;
  if (place.dataset['text'] !== key) texts.setText(place, key);
  findElement('.strength', HTMLElement).dataset['score'] = String(score);
}

function showRules(texts: ResetLocalizer, states: RuleStates): void {
  for (const [rule, state] of Object.entries(states)) {
    const item = findElement(`[data-rule="${rule}"]`, HTMLElement);
    item.dataset['state'] = state;
    texts.setText(findElement('.rule-note', HTMLElement, item), `page.rule.${state}`);
  }
}
