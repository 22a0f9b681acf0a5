import type { AccessKeyFault } from '../../../domain/employer/access-key';
import { findElement } from '../../find-element';
import { createKeyGuidance } from './key-guidance';
import { createRevealButton, type FieldName } from './reveal-button';
import { findLocalFaults, type KeyRules, type KeyInput } from './key-rules';
import type { ResetTextKey, ResetLocalizer } from '../localizer';

export interface KeyForm {
  /** Prepares the form for typing. */
  begin(): void;
  /** Shows the faults that the server found in the key last passed to `onKey`, and focuses the field. */
  showFaults(faults: readonly AccessKeyFault[]): void;
  /** Removes all keys from the page. */
  clear(): void;
}

/** Controls the two fields and their guidance. Calls `onKey` with a key that passes the local checks. */
export function createKeyForm(texts: ResetLocalizer, rules: KeyRules, onKey: (key: string) => void): KeyForm {
  const form = findElement('#key-form', HTMLFormElement);
  const fields = { key: findElement('#key', HTMLInputElement), repeat: findElement('#repeat', HTMLInputElement) };
  const reveals = [createRevealButton('key', texts), createRevealButton('repeat', texts)];
  const guidance = createKeyGuidance(texts, rules);
  let submitted = '';
  const typed = (): KeyInput => ({ key: fields.key.value, repeat: fields.repeat.value });

  const showFieldFaults = (name: FieldName, faults: readonly ResetTextKey[]) => {
    showFaults(texts, name, faults);
    if (faults.length > 0) fields[name].focus();
  };
  const rejectKey = (faults: readonly AccessKeyFault[]) => {
    guidance.showRefusal({ key: submitted, faults });
    showFieldFaults(
      'key',
      faults.map((fault) => `page.fault.${fault}` as const),
    );
  };

  form.addEventListener('input', () => {
    const { key, repeat } = typed();
    guidance.show({ key, repeat });
    // A fault is of the text that was sent. It must not contradict the rules, which follow the typing.
    if (key !== submitted) showFaults(texts, 'key', []);
    if (key === repeat) showFaults(texts, 'repeat', []);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    // A browser would store revealed text like that of an ordinary field, not as a password.
    for (const reveal of reveals) reveal.hide();
    const { key, repeat } = typed();
    const faults = findLocalFaults({ key, repeat }, rules);
    submitted = key;
    guidance.show({ key, repeat });
    showFieldFaults('repeat', findRepeatFaults({ key, repeat }));
    rejectKey(faults);
    if (faults.length === 0 && key === repeat) onKey(key);
  });

  return {
    showFaults: rejectKey,
    begin() {
      guidance.prepare();
      guidance.show(typed());
    },
    clear() {
      form.reset();
      submitted = '';
      guidance.clear();
      for (const reveal of reveals) reveal.hide();
    },
  };
}

/** An empty repetition has its own text, since pressing Enter in the first field is no mistake. */
function findRepeatFaults({ key, repeat }: KeyInput): readonly ResetTextKey[] {
  if (key === repeat) return [];
  return [repeat === '' ? 'page.fault.repeat-missing' : 'page.fault.repeat'];
}

/** Shows faults in the element that describes the field, so that screen readers read them with it. */
function showFaults(texts: ResetLocalizer, name: FieldName, faults: readonly ResetTextKey[]): void {
  const items = faults.map((fault) => {
    const item = document.createElement('span');
    texts.setText(item, fault);
    return item;
  });
  findElement(`#${name}-fault`, HTMLElement).replaceChildren(...items);
  findElement(`#${name}`, HTMLInputElement).setAttribute('aria-invalid', String(faults.length > 0));
}
