import type { AccessKeyFault } from '../../../domain/employer/access-key';
import { findElement } from '../../find-element';
import { createKeyGuidance } from './key-guidance';
import { createRevealButton, type FieldName } from './reveal-button';
import { findLocalFaults, type KeyRules, type KeyInput } from './key-rules';
import type { ResetTextKey, ResetLocalizer } from '../localizer';

export interface KeyForm {
  /** Makes the form ready to be typed in. */
  begin(): void;
  /** Tells what the server found wrong with the key last given to `onKey`, and puts the person there. */
  showFaults(faults: readonly AccessKeyFault[]): void;
  /** Leaves no key behind in the page. */
  clear(): void;
}

/** The two fields and all that helps to fill them; `onKey` gets a key that is worth sending. */
export function createKeyForm(texts: ResetLocalizer, rules: KeyRules, onKey: (key: string) => void): KeyForm {
  const form = findElement('#key-form', HTMLFormElement);
  const fields = { key: findElement('#key', HTMLInputElement), repeat: findElement('#repeat', HTMLInputElement) };
  const reveals = [createRevealButton('key', texts), createRevealButton('repeat', texts)];
  const guidance = createKeyGuidance(texts, rules);
  let judged = '';
  const typed = (): KeyInput => ({ key: fields.key.value, repeat: fields.repeat.value });

  const mark = (name: FieldName, faults: readonly ResetTextKey[]) => {
    showFaults(texts, name, faults);
    if (faults.length > 0) fields[name].focus();
  };
  const refuse = (faults: readonly AccessKeyFault[]) => {
    guidance.showRejection({ key: judged, faults });
    mark(
      'key',
      faults.map((fault) => `page.fault.${fault}` as const),
    );
  };

  form.addEventListener('input', () => {
    guidance.show(typed());
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    // Shown text would be kept by the browser as if it were no password.
    for (const reveal of reveals) reveal.hide();
    const { key, repeat } = typed();
    const faults = findLocalFaults({ key, repeat }, rules);
    judged = key;
    guidance.show({ key, repeat });
    mark('repeat', findRepeatFaults({ key, repeat }));
    refuse(faults);
    if (faults.length === 0 && key === repeat) onKey(key);
  });

  return {
    showFaults: refuse,
    begin() {
      guidance.prepare();
      guidance.show(typed());
    },
    clear() {
      form.reset();
      judged = '';
      guidance.clear();
      for (const reveal of reveals) reveal.hide();
    },
  };
}

/** Not repeated yet is no difference: who presses Enter in the first field has done nothing wrong. */
function findRepeatFaults({ key, repeat }: KeyInput): readonly ResetTextKey[] {
  if (key === repeat) return [];
  return [repeat === '' ? 'page.fault.repeat-missing' : 'page.fault.repeat'];
}

/** Beside the field, and tied to it: those who hear the page hear them with the field. */
function showFaults(texts: ResetLocalizer, name: FieldName, faults: readonly ResetTextKey[]): void {
  const lines = faults.map((fault) => {
    const line = document.createElement('span');
    texts.setText(line, fault);
    return line;
  });
  findElement(`#${name}-fault`, HTMLElement).replaceChildren(...lines);
  findElement(`#${name}`, HTMLInputElement).setAttribute('aria-invalid', String(faults.length > 0));
}
