import { findElement } from '../find-element';
import { NO_REFUSAL, overrule, overruleScore, type Refusal } from './refusal';
import { judgeRules, type KeyRules, type RuleStates, type Score, type Typed } from './rules';
import type { TextKey, Texts } from './texts';

export interface Guidance {
  /** Fetches the strength meter; without it the page says that the server checks. */
  prepare(): void;
  show(typed: Typed): void;
  /** Counts until the key is edited. */
  refuse(refusal: Refusal): void;
  /** Forgets every key it has seen. */
  clear(): void;
}

/** Long enough that a screen reader is not told of every letter. */
const PAUSE = 400;
const NOTHING: Typed = { key: '', repeat: '' };

/** Ticks and strength beside the fields, as the person types. */
export function createGuidance(texts: Texts, rules: KeyRules): Guidance {
  let measure: ((key: string) => number) | undefined;
  let last = NOTHING;
  let refusal = NO_REFUSAL;
  let pause: ReturnType<typeof setTimeout> | undefined;

  const refresh = () => {
    const faults = last.key === refusal.key ? refusal.faults : [];
    const measured = measure === undefined || last.key === '' ? 'none' : measure(last.key);
    const score = overruleScore(measured, faults, rules);
    showScore(texts, score);
    showRules(texts, overrule(judgeRules(last, score, rules), faults));
  };

  return {
    prepare() {
      if (measure !== undefined) return;
      import('./strength').then(({ createMeter }) => {
        measure = createMeter();
        refresh();
      }, refresh);
    },
    show(typed) {
      last = typed;
      clearTimeout(pause);
      pause = setTimeout(refresh, PAUSE);
    },
    refuse(refused) {
      refusal = refused;
      refresh();
    },
    clear() {
      clearTimeout(pause);
      last = NOTHING;
      refusal = NO_REFUSAL;
    },
  };
}

function showScore(texts: Texts, score: Score): void {
  const place = findElement('#score', HTMLElement);
  const key = `page.strength.${score}` as TextKey;
  if (place.dataset['text'] !== key) texts.put(place, key);
  findElement('.strength', HTMLElement).dataset['score'] = String(score);
}

function showRules(texts: Texts, states: RuleStates): void {
  for (const [rule, state] of Object.entries(states)) {
    const item = findElement(`[data-rule="${rule}"]`, HTMLElement);
    item.dataset['state'] = state;
    texts.put(findElement('.rule-note', HTMLElement, item), `page.rule.${state}`);
  }
}
