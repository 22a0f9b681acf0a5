import { readCedula } from '../cedula';
import type { Message } from './message';
import { digitsMeant, longNumbers } from './mistyped-number';
import { type Reading, type Refusal, refuse } from '../reading-outcome';
import { readRuc, type Ruc, type RucFormFault } from '../ruc';

/** `is-cedula`: the person's own number, whose RUC has 001 behind it. */
type RucFault = RucFormFault | 'is-cedula' | 'nothing-found' | 'several-found';

export type RucReading = Reading<Ruc, RucFault>;

/** The answer to the RUC question. */
export function readAskedRuc(message: Message): RucReading {
  switch (message.ruc.kind) {
    case 'found':
      return readRuc(message.ruc.digits);
    case 'several':
      return refuse('several-found');
    case 'missing':
      return explainMissing(message);
  }
}

function explainMissing({ document, rest, mixed }: Message): Refusal<RucFault> {
  const [number, another] = longNumbers(rest);
  if (another !== undefined) return refuse('length');
  if (number !== undefined) return explainNumber(number);
  if (document.kind === 'found') return explainNumber(document.digits);
  const [word] = mixed;
  return word === undefined ? refuse('nothing-found') : refuse('letters', plausible(digitsMeant(word)));
}

function explainNumber(digits: string): Refusal<RucFault> {
  const isCedula = digits.length === 10 && readCedula(digits).kind !== 'refuse';
  if (isCedula) return refuse('is-cedula', `${digits}001`);
  return refuse('length', plausible(digits.length === 12 ? `0${digits}` : `${digits}001`));
}

/** Only a number without doubt is offered: it holds digits that nobody typed. */
const plausible = (digits: string): string | undefined => (readRuc(digits).kind === 'accept' ? digits : undefined);
