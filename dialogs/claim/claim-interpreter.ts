import type { ClaimField } from '../../src/domain/reading/field-labels';
import type { ClaimFormValues } from '../messages/card';
import { applyAnswer, applyCorrection } from './claim-answers';
import type { DraftUpdate } from './draft-update';
import { askAgain, applyClaimCommand, type ClaimResult } from './claim-commands';
import { applyForm } from './claim-form';
import { summaryMessage } from './claim-messages';
import type { CommandReader } from '../input/commands';
import type { ClaimDraft, OfferedCommand } from './draft';
import { applyForeignerAnswer } from './foreigner-answers';
import type { InferredIntent, IntentReader } from '../input/intents';
import { applyReplyToOffer, offerCommand } from './offered-commands';

export interface ClaimInterpreter {
  interpretAnswer(draft: ClaimDraft, askedField: ClaimField, text: string): ClaimResult;
  /** `remark` is the message that was sent in place of the summary, if any. */
  interpretReview(draft: ClaimDraft, text: string, remark: DraftUpdate['remark']): ClaimResult;
  /** Reads all answers at once. Text in a form is never a command. */
  interpretForm(draft: ClaimDraft, entry: ClaimFormValues): ClaimResult;
}

export interface ClaimInterpreterOptions {
  readonly readCommand: CommandReader;
  readonly readIntent: IntentReader;
  readonly foreignerPattern: RegExp;
}

/** Interprets answers to the claim's questions: as a command first, then as numbers, then as a sentence with an intent. */
export function createClaimInterpreter(options: ClaimInterpreterOptions): ClaimInterpreter {
  return {
    interpretAnswer(before, askedField, text) {
      const command = options.readCommand(text);
      const reply = applyReplyToOffer(before, askedField, command);
      if (reply) return reply;
      const draft = withoutOfferedCommand(before);
      const { offer } = draft;
      const answer = offer && (command ?? readYes(options, text));
      if (offer && answer === 'yes') {
        return interpret(options, { ...draft, documentKind: offer.documentKind }, { askedField, text: offer.text });
      }
      return answer === 'no'
        ? askAgain({ draft: { ...draft, offer: undefined } })
        : interpret(options, draft, { askedField, text });
    },

    interpretReview(before, text, remark) {
      const command = options.readCommand(text);
      const reply = applyReplyToOffer(before, 'review', command);
      if (reply) return reply;
      const draft = withoutOfferedCommand(before);
      if (command === 'yes') return { kind: 'confirmed' };
      const byCommand = command && applyClaimCommand(draft, 'review', command);
      if (byCommand) return byCommand;
      const corrected = applyCorrection(draft, { text, foreignerPattern: options.foreignerPattern });
      return corrected ? askAgain(corrected) : interpretReviewSentence(options, draft, { text, remark });
    },

    interpretForm: (draft, entry) =>
      askAgain(
        applyForm(draft, entry, (before, askedField, text) => takeNumbers(options, before, { askedField, text })),
      ),
  };
}

/** Recognises a yes in a longer sentence. In a text with digits, the number is the answer instead. */
const readYes = ({ readIntent }: ClaimInterpreterOptions, text: string): 'yes' | undefined =>
  /\p{Nd}/u.test(text) ? undefined : readIntent(text, ['yes'])?.inferred;

const withoutOfferedCommand = (draft: ClaimDraft): ClaimDraft => ({ ...draft, offeredCommand: undefined });

interface FieldAnswer {
  readonly askedField: ClaimField;
  readonly text: string;
}

function interpret(
  options: ClaimInterpreterOptions,
  draft: ClaimDraft,
  { askedField, text }: FieldAnswer,
): ClaimResult {
  const { readCommand, readIntent } = options;
  const command = readCommand(text);
  const byCommand = command && applyClaimCommand(draft, askedField, command);
  if (byCommand) return byCommand;
  // The message contains an access key: its numbers are not parsed, and its text is not shown back.
  if (readIntent(text, ['key-disclosed'])) return askAgain({ draft, remark: { key: 'key-warning' } });

  const update = takeNumbers(options, draft, { askedField, text });
  const intent = readIntent(text, possibleIntents(update, askedField));
  return askAgain(intent ? respondToIntent(update.draft, intent) : update);
}

function takeNumbers(
  { foreignerPattern, readIntent }: ClaimInterpreterOptions,
  draft: ClaimDraft,
  { askedField, text }: FieldAnswer,
): DraftUpdate {
  const update = applyAnswer(draft, { askedField, foreignerPattern, text });
  if (askedField !== 'document' || update.remark === undefined || update.draft.document) return update;
  return applyForeignerAnswer({ update, text, foreignerPattern, readIntent }) ?? update;
}

/** An inferred intent explains or offers. It changes nothing by itself. */
const respondToIntent = (draft: ClaimDraft, { inferred }: InferredIntent<OfferedCommand | 'why'>): DraftUpdate =>
  inferred === 'why' ? { draft, remark: { key: 'claim.why' } } : offerCommand(draft, inferred);

/** Returns the intents that the sentence may express beside the numbers that were taken from it. */
function possibleIntents({ draft, remark }: DraftUpdate, askedField: ClaimField): readonly (OfferedCommand | 'why')[] {
  if (remark === undefined) return draft.ruc === undefined ? ['domestic'] : [];
  return remark.key.endsWith('nothing-found') ? INTENTS_WITHOUT_NUMBERS[askedField] : [];
}

/** Intents that a sentence without numbers may express at each question. */
const INTENTS_WITHOUT_NUMBERS: Readonly<Record<ClaimField, readonly (OfferedCommand | 'why')[]>> = {
  document: ['no-mailbox-access', 'in-person', 'domestic', 'why'],
  ruc: ['domestic', 'no-mailbox-access', 'in-person', 'why'],
  branch: ['no-mailbox-access', 'in-person', 'why'],
};

interface ReviewAnswer {
  readonly text: string;
  readonly remark: DraftUpdate['remark'];
}

function interpretReviewSentence(
  { readIntent }: ClaimInterpreterOptions,
  draft: ClaimDraft,
  { remark, text }: ReviewAnswer,
): ClaimResult {
  const intent = readIntent(text, ['no-mailbox-access', 'in-person', 'why']);
  if (intent) return askAgain(respondToIntent(draft, intent));
  // After a mismatch, the mismatch is repeated: the summary would offer a "yes" that leads to the same mismatch.
  const isMismatch = remark?.key === 'claim.mismatch';
  // A sentence is never taken as the confirmation that sends the code.
  const key = readIntent(text, ['yes']) ? 'claim.review.confirm' : 'claim.review.not-understood';
  return askAgain({ draft, remark: isMismatch ? remark : { ...summaryMessage(draft), key } });
}
