import { assignNumbers, type NumberAssignment } from './assign-numbers';
import type { ClaimField } from './field-labels';
import { type NumberScan, scanNumbers } from './scan-numbers';

/** One message of a person: its folded text, the numbers in it, and which of them belong to which field. */
export interface ScannedMessage extends NumberScan, NumberAssignment {
  readonly text: string;
}

/** Takes folded text, see `readableText`. */
export function scanMessage(text: string, asks: ClaimField): ScannedMessage {
  const scan = scanNumbers(text);
  return { text, ...scan, ...assignNumbers(scan.chains, asks) };
}
