import { findElement } from '../../find-element';
import { NO_REFUSED_KEY, applyServerFaults, capScore, type RefusedKey } from './refused-key';
import { evaluateRules, type KeyRules, type RuleStates, type Score, type KeyInput } from './key-rules';
import type { ResetTextKey, ResetLocalizer } from '../localizer';

export interface KeyGuidance {
  /** Loads the strength meter; without it the page says that the server checks the strength. */
  prepare(): void;
  show(typed: KeyInput): void;
  /** Shows the faults of a refused key until the key is edited. */
  showRefusal(refused: RefusedKey): void;
  /** Drops every key from memory. */
  clear(): void;
}

/** Delay after the last input in ms, so that screen readers do not announce a change per letter. */
const INPUT_DELAY = 400;
const NOTHING: KeyInput = { key: '', repeat: '' };

/** Shows the state of each rule and the strength while the person types. */
export function createKeyGuidance(texts: ResetLocalizer, rules: KeyRules): KeyGuidance {
  let measure: ((key: string) => number) | undefined;
  let last = NOTHING;
  let refused = NO_REFUSED_KEY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const refresh = () => {
    const faults = last.key === refused.key ? refused.faults : [];
    const measured = measure === undefined || last.key === '' ? 'none' : measure(last.key);
    const score = capScore(measured, faults, rules);
    showScore(texts, score);
    showSpaces(texts, last.key);
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
      clearTimeout(timer);
      timer = setTimeout(refresh, INPUT_DELAY);
    },
    showRefusal(key) {
      refused = key;
      refresh();
    },
    clear() {
      clearTimeout(timer);
      last = NOTHING;
      refused = NO_REFUSED_KEY;
      refresh();
    },
  };
}

/** Spaces at the ends are easily typed or pasted without intent, and cannot be seen in a password field. They are no fault. */
function showSpaces(texts: ResetLocalizer, key: string): void {
  const text = key !== key.trim() ? 'page.form.spaces' : undefined;
  const element = findElement('#key-spaces', HTMLElement);
  if (element.dataset['text'] !== text) texts.setText(element, text);
}

/** Shows nothing until a key is measured. */
function showScore(texts: ResetLocalizer, score: Score): void {
  const meter = findElement('.strength', HTMLElement);
  if (meter.dataset['score'] === String(score)) return;
  meter.dataset['score'] = String(score);
  const isMeasured = score !== 'none';
  texts.setText(findElement('#strength-label', HTMLElement), isMeasured ? 'page.strength.label' : undefined);
  texts.setText(
    findElement('#score', HTMLElement),
    isMeasured ? (`page.strength.${score}` as ResetTextKey) : undefined,
  );
}

function showRules(texts: ResetLocalizer, states: RuleStates): void {
  for (const [rule, state] of Object.entries(states)) {
    const item = findElement(`[data-rule="${rule}"]`, HTMLElement);
    item.dataset['state'] = state;
    texts.setText(findElement('.rule-note', HTMLElement, item), `page.rule.${state}`);
  }
}
