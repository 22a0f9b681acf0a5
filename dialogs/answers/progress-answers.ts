import type { Prompt } from '../../src/understanding/prompts';
import type { BotMessage } from '../chat';
import { runningCountdown, type Situation } from './situation';

/** The four steps that the chat counts, and the times before and after them. */
type Step = 'menu' | 'data' | 'review' | 'code' | 'link' | 'done';

const STEPS: Readonly<Record<Prompt, Step>> = {
  menu: 'menu',
  document: 'data',
  foreigner: 'data',
  ruc: 'data',
  branch: 'data',
  review: 'review',
  code: 'code',
  link: 'link',
  done: 'done',
};

export const progressAnswer = ({ prompt }: Situation): readonly BotMessage[] => [
  { key: `answer.progress.${STEPS[prompt]}` },
];

export function nextStepAnswer({ prompt }: Situation): readonly BotMessage[] {
  const step = STEPS[prompt];
  return [{ key: step === 'done' ? 'answer.portal' : `answer.next-step.${step}` }];
}

export const portalAnswer = ({ prompt }: Situation): readonly BotMessage[] => [
  { key: 'answer.portal' },
  ...(prompt === 'done' ? [] : [{ key: 'answer.portal.not-yet' } as const]),
];

export const whereToTypeAnswer = ({ prompt }: Situation): readonly BotMessage[] => {
  if (prompt === 'done') return [{ key: 'answer.portal' }];
  return [{ key: prompt === 'code' || prompt === 'link' ? `answer.where-to-type.${prompt}` : 'answer.where-to-type' }];
};

export const waitAnswer = (situation: Situation): readonly BotMessage[] => [
  { key: runningCountdown(situation) === undefined ? 'answer.wait' : 'answer.wait.live' },
];

export const notYetAnswer = (situation: Situation): readonly BotMessage[] =>
  runningCountdown(situation) === undefined ? [{ key: 'answer.not-yet' }] : waitAnswer(situation);

export function goodbyeAnswer(situation: Situation): readonly BotMessage[] {
  if (situation.prompt === 'done') return [{ key: 'answer.goodbye.done' }];
  return [{ key: runningCountdown(situation) === undefined ? 'answer.goodbye' : 'answer.goodbye.live' }];
}
