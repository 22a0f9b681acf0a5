import type { ClaimField } from '../../src/domain/reading/field-labels';
import type { ClaimFormValues } from '../messages/card';
import type { Command, CommandReader } from '../input/commands';
import type { Said } from '../input/said';
import { applyAnswer, applyCorrection, type ClaimAnswer, guessBranch, offerDomesticNumber } from './claim-answers';
import type { DraftUpdate } from './draft-update';
import { askAgain, applyClaimCommand, type ClaimResult } from './claim-commands';
import { applyForm } from './claim-form';
import { keepAnswer, restoreCorrected, withoutCorrected } from './corrections';
import type { ClaimDraft } from './draft';
import { applyForeignerAnswer, offerOtherDocument } from './foreigner-answers';

export interface ClaimInterpreter {
  interpretAnswer(draft: ClaimDraft, askedField: ClaimField, said: SaidText): ClaimResult;
  interpretReview(draft: ClaimDraft, said: SaidText): ClaimResult;
  /** Reads all answers at once. Text in a form is never a command. */
  interpretForm(draft: ClaimDraft, entry: ClaimFormValues): ClaimResult;
}

type SaidText = Pick<Said, 'text' | 'command' | 'isConfirmed'>;

export interface ClaimInterpreterOptions {
  readonly commands: CommandReader;
  readonly foreignerPattern: RegExp;
}

/** Interprets answers to the claim's questions: as a command first, then as numbers. Sentences are `unread`. */
export function createClaimInterpreter({ commands, foreignerPattern }: ClaimInterpreterOptions): ClaimInterpreter {
  const takeNumbers = (before: ClaimDraft, askedField: ClaimField, text: string): DraftUpdate => {
    const update = applyAnswer(withoutCorrected(before), { askedField, foreignerPattern, text });
    const completed =
      askedField === 'document' && update.remark !== undefined && update.draft.document === undefined
        ? (applyForeignerAnswer({ update, text, foreignerPattern }) ?? update)
        : update;
    return { ...completed, draft: restoreCorrected(before, completed.draft) };
  };

  const interpretText = (draft: ClaimDraft, askedField: ClaimField, said: SaidText): ClaimResult => {
    if (draft.correcting && said.command && KEEPS.has(said.command)) return askAgain({ draft: keepAnswer(draft) });
    const byCommand = said.command && applyClaimCommand(draft, askedField, said.command);
    if (byCommand) return byCommand;
    const update = takeNumbers(draft, askedField, said.text);
    return isUnread(draft, update) ? { kind: 'unread', draft: update.draft } : askAgain(update);
  };

  return {
    interpretAnswer(draft, askedField, said) {
      const { offer } = draft;
      if (offer === undefined || said.isConfirmed || !isReply(said.command))
        return interpretText(draft, askedField, said);
      if (said.command === 'no') return askAgain({ draft: { ...draft, offer: undefined } });
      const accepted = { ...draft, documentKind: offer.documentKind };
      const command = commands.read(offer.text);
      return interpretText(accepted, askedField, { text: offer.text, command, isConfirmed: false });
    },

    interpretReview(draft, said) {
      if (said.command === 'yes') return { kind: 'confirmed' };
      const byCommand = said.command && applyClaimCommand(draft, 'review', said.command);
      if (byCommand) return byCommand;
      const reply = { text: said.text, foreignerPattern };
      const update = readReview(draft, reply);
      return update ? askAgain(update) : { kind: 'unread', draft, guessedBranch: guessBranch(draft, reply) };
    },

    interpretForm: (draft, entry) => askAgain(applyForm(draft, entry, takeNumbers)),
  };
}

/** Reads a reply to the summary. Numbers of another kind than before are offered, after the others were taken. */
function readReview(draft: ClaimDraft, reply: Omit<ClaimAnswer, 'askedField'>): DraftUpdate | undefined {
  const corrected = applyCorrection(draft, reply);
  if (corrected?.remark) return corrected;
  const { draft: taken } = corrected ?? { draft };
  return offerOtherDocument(taken, reply) ?? offerDomesticNumber(taken, reply.text) ?? corrected;
}

/** Commands that leave an answer as it was while it is asked for anew. */
const KEEPS: ReadonlySet<Command> = new Set(['continue', 'no', 'back']);

const isReply = (command: Command | undefined): boolean => command === 'yes' || command === 'no';

/** Whether the message held no number at all. */
const isUnread = (before: ClaimDraft, { draft, remark }: DraftUpdate): boolean =>
  remark !== undefined &&
  remark.key.endsWith('nothing-found') &&
  draft.document === before.document &&
  draft.ruc === before.ruc &&
  draft.branch === before.branch;
