import { findElement } from './find-element';
import { judgeRules, type KeyRules, type RuleState, type Score, type Typed } from './rules';
import type { TextKey, Texts } from './texts';

export interface Guidance {
  /** Fetches the strength meter; without it the page says that the server checks. */
  prepare(): void;
  show(typed: Typed): void;
}

/** Long enough that a screen reader is not told of every letter. */
const PAUSE = 400;

/** Ticks and strength beside the fields, as the person types. */
export function createGuidance(texts: Texts, rules: KeyRules): Guidance {
  let measure: ((key: string) => number) | undefined;
  let last: Typed = { key: '', repeat: '' };
  let pause: ReturnType<typeof setTimeout> | undefined;

  const refresh = () => {
    const score = measure === undefined || last.key === '' ? 'none' : measure(last.key);
    showScore(texts, score);
    showRules(texts, judgeRules(last, score, rules));
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
  };
}

function showScore(texts: Texts, score: Score): void {
  const place = findElement('#score', HTMLElement);
  const key = `page.strength.${score}` as TextKey;
  if (place.dataset['text'] !== key) texts.put(place, key);
  findElement('.strength', HTMLElement).dataset['score'] = String(score);
}

function showRules(texts: Texts, states: Readonly<Record<string, RuleState>>): void {
  for (const [rule, state] of Object.entries(states)) {
    const item = findElement(`[data-rule="${rule}"]`, HTMLElement);
    item.dataset['state'] = state;
    texts.put(findElement('.rule-note', HTMLElement, item), `page.rule.${state}`);
  }
}
