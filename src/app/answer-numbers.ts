import type { AnswerNumbers } from '../../dialogs/answers/situation';
import { MINUTE } from '../domain/time';
import { sessionRules } from '../policy/chat';
import { accessKeyRules, recoveryRules } from '../policy/recovery';

/** Returns the numbers that the chat's answers name, from the policy. */
export const answerNumbers = (codeLength: number): AnswerNumbers => ({
  codeLength,
  codeMinutes: recoveryRules.code.lifetime / MINUTE,
  linkMinutes: recoveryRules.link.lifetime / MINUTE,
  conversationMinutes: sessionRules.retention / MINUTE,
  keyMinimum: accessKeyRules.minimum,
});
