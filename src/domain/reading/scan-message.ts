import { assignNumbers, type NumberAssignment } from './assign-numbers';
import type { ClaimField } from './field-labels';
import { isOddText } from './odd-text';
import { type NumberScan, scanNumbers, type ScanRules } from './scan-numbers';

/** One message: its folded text, the numbers in it, and their assignment to fields. */
export interface ScannedMessage extends NumberScan, NumberAssignment {
  readonly text: string;
  /** `guess`: the numbers may only be offered as a question. */
  readonly certainty: 'sure' | 'guess';
}

interface Reading {
  readonly rules: ScanRules;
  readonly certainty: ScannedMessage['certainty'];
}

const TYPED: Reading = { rules: { joints: 'tight', spoken: 'single' }, certainty: 'sure' };

/** The stricter reading first. "diecisiete diez" may be 1710 or 17 10, and digits over commas may be several numbers. */
const FREER: readonly Reading[] = [
  { rules: { joints: 'loose', spoken: 'single' }, certainty: 'sure' },
  { rules: { joints: 'tight', spoken: 'groups' }, certainty: 'guess' },
  { rules: { joints: 'loose', spoken: 'groups' }, certainty: 'guess' },
];

/**
 * Reads a message as it was typed. When the asked number is not found, joins digits more freely and reads number words. A branch is never
 * joined. @param text folded by `truncateAndFold`
 */
export function scanMessage(text: string, askedField: ClaimField): ScannedMessage {
  const typed = scanWith(text, askedField, TYPED);
  if (askedField === 'branch' || typed[askedField].kind !== 'missing') return typed;
  for (const reading of FREER) {
    const message = scanWith(text, askedField, reading);
    if (message[askedField].kind === 'found') return message;
  }
  return typed;
}

function scanWith(text: string, askedField: ClaimField, { certainty, rules }: Reading): ScannedMessage {
  const scan = scanNumbers(text, rules);
  const parts = rules.joints === 'tight' ? 'any' : 'whole-chains';
  return {
    text,
    ...scan,
    ...assignNumbers(scan.chains, askedField, parts),
    certainty: isOddText(text) ? 'guess' : certainty,
  };
}
