import type { ChannelCapabilities } from '../../src/domain/channel';
import type { Locale } from '../../src/domain/locale';
import type { Countdown } from '../../src/domain/recovery/countdown';
import { formatTimeLeft } from '../../src/domain/time';
import type { MessageValues } from '../../src/i18n/translate';
import type { RecoveryView } from '../../src/recovery/recovery';
import type { Prompt } from '../../src/understanding/prompts';
import type { ClaimDraft } from '../claim/draft';

/** What an answer may depend on: the question that stands, and how far the recovery has come. */
export interface Situation {
  readonly prompt: Prompt;
  readonly locale: Locale;
  /** The claim as far as it is known, at the questions of the claim and at the summary. */
  readonly draft?: ClaimDraft | undefined;
  /** The current recovery, once it has begun. */
  readonly view?: RecoveryView | undefined;
  readonly channel: ChannelCapabilities;
}

/** Numbers that answers name. The composition root takes them from `src/policy` and the configuration. */
export interface AnswerNumbers {
  readonly codeLength: number;
  readonly codeMinutes: number;
  readonly linkMinutes: number;
  /** How long a silent conversation is kept. */
  readonly conversationMinutes: number;
  /** The fewest characters of an access key. */
  readonly keyMinimum: number;
}

interface Running {
  readonly of: Countdown['of'];
  readonly msLeft: number;
}

/** Returns what still runs: the code, the link, or the page on which the key is set. */
export function runningCountdown({ view }: Situation): Running | undefined {
  const stage = view?.stage;
  if (stage?.kind !== 'live' && stage?.kind !== 'opened') return undefined;
  if (stage.msLeft <= 0) return undefined;
  return { of: stage.kind === 'live' ? stage.mail : 'page', msLeft: stage.msLeft };
}

/** Returns the values of every answer; each message uses some of them. */
export function answerValues(situation: Situation, numbers: AnswerNumbers): MessageValues {
  const { draft, view } = situation;
  const missing = [draft?.document, draft?.ruc, draft?.branch].filter((answer) => answer === undefined).length;
  return { ...numbers, ...countdownValues(situation), ...viewValues(view), missing, asked: 'yes' };
}

function countdownValues(situation: Situation): MessageValues {
  const running = runningCountdown(situation);
  return running === undefined ? {} : { of: running.of, left: formatTimeLeft(running.msLeft) };
}

const viewValues = (view: RecoveryView | undefined): MessageValues => ({
  mailbox: view?.maskedMailbox || 'none',
  phrase: view?.phrase ?? 'none',
});
