import type { Field } from '../src/domain/reading/field-labels';
import type { ClaimEntry } from './card';
import { hearAnswer, hearCorrection, type Heard } from './claim-answers';
import { again, hearClaimCommand, type Told } from './claim-commands';
import { hearForm } from './claim-form';
import { summaryLine } from './claim-lines';
import type { ReadCommand } from './commands';
import type { Draft } from './draft';
import { hearForeigner } from './foreigner-answers';
import type { Meaning, ReadMeaning } from './meaning';

export interface ClaimListener {
  answer(draft: Draft, asked: Field, text: string): Told;
  /** `standing` is what the summary was said as. */
  review(draft: Draft, text: string, standing: Heard['remark']): Told;
  /** All answers at once. What is typed into a form is no command. */
  form(draft: Draft, entry: ClaimEntry): Told;
}

export interface ClaimListenerOptions {
  readonly readCommand: ReadCommand;
  readonly readMeaning: ReadMeaning;
  readonly foreignerPattern: RegExp;
}

/** Hears answers to the claim's questions: commands first, then numbers, then what a sentence may mean. */
export function createClaimListener(options: ClaimListenerOptions): ClaimListener {
  return {
    answer(draft, asked, text) {
      const { offer } = draft;
      const command = offer && (options.readCommand(text) ?? readYes(options, text));
      if (offer && command === 'yes') {
        return hear(options, { ...draft, documentKind: offer.documentKind }, { asked, text: offer.text });
      }
      return command === 'no'
        ? again({ draft: { ...draft, offer: undefined } })
        : hear(options, draft, { asked, text });
    },

    review(draft, text, standing) {
      const command = options.readCommand(text);
      if (command === 'yes') return { kind: 'confirmed' };
      const byCommand = command && hearClaimCommand(draft, 'review', command);
      if (byCommand) return byCommand;
      const corrected = hearCorrection(draft, { text, foreignerPattern: options.foreignerPattern });
      return corrected ? again(corrected) : reviewSentence(options, draft, { text, standing });
    },

    form: (draft, entry) =>
      again(hearForm(draft, entry, (known, asked, text) => hearNumbers(options, known, { asked, text }))),
  };
}

/** A yes in more words; with a number in it, the number is the answer. */
const readYes = ({ readMeaning }: ClaimListenerOptions, text: string): Meaning | undefined =>
  /\p{Nd}/u.test(text) ? undefined : readMeaning(text, ['yes']);

interface Said {
  readonly asked: Field;
  readonly text: string;
}

function hear(options: ClaimListenerOptions, draft: Draft, { asked, text }: Said): Told {
  const { readCommand, readMeaning } = options;
  const command = readCommand(text);
  const byCommand = command && hearClaimCommand(draft, asked, command);
  if (byCommand) return byCommand;
  // Not read, and above all not repeated.
  if (readMeaning(text, ['told-key'])) return again({ draft, remark: { key: 'told-key' } });

  const heard = hearNumbers(options, draft, { asked, text });
  const meant = readMeaning(text, meaningsBeside(heard, asked));
  return (meant && hearClaimCommand(heard.draft, asked, meant)) ?? again(heard);
}

function hearNumbers(
  { foreignerPattern, readMeaning }: ClaimListenerOptions,
  draft: Draft,
  { asked, text }: Said,
): Heard {
  const heard = hearAnswer(draft, { asked, foreignerPattern, text });
  if (asked !== 'document' || heard.remark === undefined || heard.draft.document) return heard;
  return hearForeigner({ heard, text, foreignerPattern, readMeaning }) ?? heard;
}

/** What the sentence may mean beside its numbers, or without any. */
function meaningsBeside({ draft, remark }: Heard, asked: Field): readonly Meaning[] {
  if (remark === undefined) return draft.ruc === undefined ? ['domestic'] : [];
  return remark.key.endsWith('nothing-found') ? MEANT[asked] : [];
}

/** What a sentence without numbers may mean at each question. */
const MEANT: Readonly<Record<Field, readonly Meaning[]>> = {
  document: ['no-mailbox-access', 'in-person', 'domestic', 'why'],
  ruc: ['domestic', 'no-mailbox-access', 'in-person', 'why'],
  branch: ['no-mailbox-access', 'in-person', 'why'],
};

interface Reviewed {
  readonly text: string;
  readonly standing: Heard['remark'];
}

function reviewSentence({ readMeaning }: ClaimListenerOptions, draft: Draft, { standing, text }: Reviewed): Told {
  const meant = readMeaning(text, ['no-mailbox-access', 'in-person', 'why', 'yes']);
  if (meant === 'yes') return { kind: 'confirmed' };
  const byMeaning = meant && hearClaimCommand(draft, 'review', meant);
  if (byMeaning) return byMeaning;
  // A mismatch that is said again is better than a "yes" that would lead to it once more.
  const isMismatch = standing?.key === 'claim.mismatch';
  return again({
    draft,
    remark: isMismatch ? standing : { ...summaryLine(draft), key: 'claim.review.not-understood' },
  });
}
