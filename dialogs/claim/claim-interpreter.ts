import type { ClaimField } from '../../src/domain/reading/field-labels';
import type { ClaimFormValues } from '../messages/card';
import { applyAnswer, applyCorrection, type DraftUpdate } from './claim-answers';
import { askAgain, applyClaimCommand, type ClaimResult } from './claim-commands';
import { applyForm } from './claim-form';
import { summaryMessage } from './claim-messages';
import type { CommandReader } from '../input/commands';
import type { ClaimDraft } from './draft';
import { applyForeignerAnswer } from './foreigner-answers';
import type { Intent, IntentReader } from '../input/intents';

export interface ClaimInterpreter {
  interpretAnswer(draft: ClaimDraft, asked: ClaimField, text: string): ClaimResult;
  /** `standing` is what the summary was said as. */
  interpretReview(draft: ClaimDraft, text: string, standing: DraftUpdate['remark']): ClaimResult;
  /** All answers at once. What is typed into a form is no command. */
  interpretForm(draft: ClaimDraft, entry: ClaimFormValues): ClaimResult;
}

export interface ClaimInterpreterOptions {
  readonly readCommand: CommandReader;
  readonly readIntent: IntentReader;
  readonly foreignerPattern: RegExp;
}

/** Hears answers to the claim's questions: commands first, then numbers, then what a sentence may mean. */
export function createClaimInterpreter(options: ClaimInterpreterOptions): ClaimInterpreter {
  return {
    interpretAnswer(draft, asked, text) {
      const { offer } = draft;
      const command = offer && (options.readCommand(text) ?? readYes(options, text));
      if (offer && command === 'yes') {
        return hear(options, { ...draft, documentKind: offer.documentKind }, { asked, text: offer.text });
      }
      return command === 'no'
        ? askAgain({ draft: { ...draft, offer: undefined } })
        : hear(options, draft, { asked, text });
    },

    interpretReview(draft, text, standing) {
      const command = options.readCommand(text);
      if (command === 'yes') return { kind: 'confirmed' };
      const byCommand = command && applyClaimCommand(draft, 'review', command);
      if (byCommand) return byCommand;
      const corrected = applyCorrection(draft, { text, foreignerPattern: options.foreignerPattern });
      return corrected ? askAgain(corrected) : reviewSentence(options, draft, { text, standing });
    },

    interpretForm: (draft, entry) =>
      askAgain(applyForm(draft, entry, (known, asked, text) => hearNumbers(options, known, { asked, text }))),
  };
}

/** A yes in more words; with a number in it, the number is the answer. */
const readYes = ({ readIntent }: ClaimInterpreterOptions, text: string): Intent | undefined =>
  /\p{Nd}/u.test(text) ? undefined : readIntent(text, ['yes']);

interface Said {
  readonly asked: ClaimField;
  readonly text: string;
}

function hear(options: ClaimInterpreterOptions, draft: ClaimDraft, { asked, text }: Said): ClaimResult {
  const { readCommand, readIntent } = options;
  const command = readCommand(text);
  const byCommand = command && applyClaimCommand(draft, asked, command);
  if (byCommand) return byCommand;
  // Not read, and above all not repeated.
  if (readIntent(text, ['told-key'])) return askAgain({ draft, remark: { key: 'told-key' } });

  const heard = hearNumbers(options, draft, { asked, text });
  const meant = readIntent(text, meaningsBeside(heard, asked));
  return (meant && applyClaimCommand(heard.draft, asked, meant)) ?? askAgain(heard);
}

function hearNumbers(
  { foreignerPattern, readIntent }: ClaimInterpreterOptions,
  draft: ClaimDraft,
  { asked, text }: Said,
): DraftUpdate {
  const heard = applyAnswer(draft, { asked, foreignerPattern, text });
  if (asked !== 'document' || heard.remark === undefined || heard.draft.document) return heard;
  return applyForeignerAnswer({ update: heard, text, foreignerPattern, readIntent }) ?? heard;
}

/** What the sentence may mean beside its numbers, or without any. */
function meaningsBeside({ draft, remark }: DraftUpdate, asked: ClaimField): readonly Intent[] {
  if (remark === undefined) return draft.ruc === undefined ? ['domestic'] : [];
  return remark.key.endsWith('nothing-found') ? MEANT[asked] : [];
}

/** What a sentence without numbers may mean at each question. */
const MEANT: Readonly<Record<ClaimField, readonly Intent[]>> = {
  document: ['no-mailbox-access', 'in-person', 'domestic', 'why'],
  ruc: ['domestic', 'no-mailbox-access', 'in-person', 'why'],
  branch: ['no-mailbox-access', 'in-person', 'why'],
};

interface Reviewed {
  readonly text: string;
  readonly standing: DraftUpdate['remark'];
}

function reviewSentence(
  { readIntent }: ClaimInterpreterOptions,
  draft: ClaimDraft,
  { standing, text }: Reviewed,
): ClaimResult {
  const meant = readIntent(text, ['no-mailbox-access', 'in-person', 'why', 'yes']);
  if (meant === 'yes') return { kind: 'confirmed' };
  const byMeaning = meant && applyClaimCommand(draft, 'review', meant);
  if (byMeaning) return byMeaning;
  // A mismatch that is said again is better than a "yes" that would lead to it once more.
  const isMismatch = standing?.key === 'claim.mismatch';
  return askAgain({
    draft,
    remark: isMismatch ? standing : { ...summaryMessage(draft), key: 'claim.review.not-understood' },
  });
}
