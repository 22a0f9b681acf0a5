import type { InPersonGuide } from '../../src/i18n/in-person-guide';
import type { IntentLabel } from '../../src/understanding/intent-labels';
import type { BotMessage } from '../chat';
import { ANSWERS, IN_PERSON_INTENTS } from './answers';
import { inPersonMessages } from './in-person-messages';
import { answerValues, type AnswerNumbers, type Situation } from './situation';

/**
 * Returns the answer to a question or remark, for any prompt. It changes nothing, and the caller repeats the question that stands. Empty
 * for intents that are no question, such as a yes, a correction or a change of language.
 */
export type AnswerMessages = (intent: IntentLabel, situation: Situation) => readonly BotMessage[];

export interface AnswerOptions {
  readonly guide: InPersonGuide;
  readonly numbers: AnswerNumbers;
}

export function createAnswers({ guide, numbers }: AnswerOptions): AnswerMessages {
  return (intent, situation) => {
    const values = answerValues(situation, numbers);
    const answer = ANSWERS[intent];
    const messages = (typeof answer === 'function' ? answer(situation) : answer).map((message): BotMessage =>
      typeof message === 'string' ? { key: message, values } : { values, ...message },
    );
    return IN_PERSON_INTENTS.has(intent)
      ? [...messages, ...inPersonMessages(guide(situation.locale), situation.channel)]
      : messages;
  };
}
