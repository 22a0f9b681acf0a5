import type { Field } from './field-labels';
import { type Message, readMessage } from './message';
import { readableText } from './normalise-text';
import { type Beside, branchBeside, documentBeside, rucBeside } from './read-beside';
import { type BranchReading, readAskedBranch } from './read-branch';
import { type DocumentReading, readAskedCedula } from './read-document';
import { readAskedForeignerCode } from './read-foreigner-code';
import { readAskedRuc, type RucReading } from './read-ruc';
import { refuse } from '../reading-outcome';

export type { Field };

export interface Question {
  readonly asks: Field;
  readonly documentKind: 'cedula' | 'foreigner';
  /** See `parseForeignerCode`. */
  readonly foreignerPattern: RegExp;
}

/** What a message says. The asked field is always there; another one only when it is clear and not refused. */
export interface ClaimReading {
  readonly document?: DocumentReading;
  readonly ruc?: RucReading;
  readonly branch?: BranchReading;
}

/**
 * Reads whatever a message says about the three fields. Never throws; looks at the first 1,000 characters and takes linear
 * time. No digit is changed: what may have been meant is a suggestion in the refusal.
 */
export function readClaim(text: string, question: Question): ClaimReading {
  const readable = readableText(text);
  switch (question.asks) {
    case 'document':
      return question.documentKind === 'cedula'
        ? answerCedula(readMessage(readable, 'document'))
        : answerForeignerCode(readable, question.foreignerPattern);
    case 'ruc':
      return answerRuc(readMessage(readable, 'ruc'), question);
    case 'branch':
      return answerBranch(readMessage(readable, 'branch'), question);
  }
}

const answerCedula = (message: Message): ClaimReading => withEmployer(message, readAskedCedula(message));

function answerForeignerCode(text: string, pattern: RegExp): ClaimReading {
  const { document, rest } = readAskedForeignerCode(text, pattern);
  const message = readMessage(rest, 'ruc');
  const isRuc = document.kind === 'refuse' && document.fault === 'shape' && message.ruc.kind === 'found';
  return withEmployer(message, isRuc ? refuse('is-ruc') : document);
}

/** A RUC typed at the first question is taken as the RUC; the question is asked again. */
function withEmployer(message: Message, document: DocumentReading): ClaimReading {
  const isAnswer = document.kind !== 'refuse' || document.fault === 'is-ruc';
  const beside = isAnswer ? 'fitting' : 'labelled';
  return { document, ruc: rucBeside(message, beside), branch: branchBeside(message, beside) };
}

function answerRuc(message: Message, question: Question): ClaimReading {
  const ruc = readAskedRuc(message);
  const beside = ruc.kind === 'refuse' ? 'labelled' : 'fitting';
  return { ruc, document: personBeside(message, question, beside), branch: branchBeside(message, beside) };
}

/** Ten or thirteen digits are no branch; at this point they set an earlier answer right, and the summary shows it. */
function answerBranch(message: Message, question: Question): ClaimReading {
  const ruc = rucBeside(message, 'fitting');
  return { branch: readAskedBranch(message), document: personBeside(message, question, 'fitting'), ruc };
}

/** Whoever has no cédula is not given one by ten digits in another answer. */
const personBeside = (message: Message, { documentKind }: Question, beside: Beside): DocumentReading | undefined =>
  documentKind === 'cedula' ? documentBeside(message, beside) : undefined;
