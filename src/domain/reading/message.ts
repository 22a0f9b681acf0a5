import { assignNumbers, type Assignment } from './assign-numbers';
import type { Field } from './field-labels';
import { type Scan, scanNumbers } from './scan-numbers';

/** One message of a person: its folded text, the numbers in it, and which of them belong to which field. */
export interface Message extends Scan, Assignment {
  readonly text: string;
}

/** Takes folded text, see `readableText`. */
export function readMessage(text: string, asks: Field): Message {
  const scan = scanNumbers(text);
  return { text, ...scan, ...assignNumbers(scan.chains, asks) };
}
