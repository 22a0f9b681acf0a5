import type { IntentLabel } from './intent-labels';
import { PROMPTS, type Prompt } from './prompts';

const MAIL_ON_ITS_WAY: readonly Prompt[] = ['code', 'link'];
const BEFORE_THE_MAIL: readonly Prompt[] = ['menu', 'document', 'foreigner', 'ruc', 'branch'];

/**
 * The prompts at which an intent is usual. Elsewhere it is possible but less probable. Intents that are not listed are usual at every
 * prompt: questions about the service, requests for people, courtesies, and whatever ends or restarts.
 */
const USUAL_PROMPTS: Partial<Readonly<Record<IntentLabel, readonly Prompt[]>>> = {
  // Nobody asks for what is under way.
  recover: ['menu', 'document', 'done'],
  'first-key': ['menu', 'document', 'ruc', 'review'],
  purpose: ['menu', 'document', 'review', 'done'],
  // Answers to the summary.
  confirm: ['review'],
  reject: ['review'],
  // A number can be wrong once it was given.
  'correct-document': ['foreigner', 'ruc', 'branch', 'review', 'code'],
  'correct-ruc': ['ruc', 'branch', 'review', 'code'],
  'correct-branch': ['branch', 'review', 'code'],
  // A mail has been sent.
  resend: MAIL_ON_ITS_WAY,
  'not-received': MAIL_ON_ITS_WAY,
  expired: MAIL_ON_ITS_WAY,
  validity: MAIL_ON_ITS_WAY,
  spam: MAIL_ON_ITS_WAY,
  phrase: MAIL_ON_ITS_WAY,
  'what-code': ['review', 'code', 'link'],
  'caller-wants-code': ['menu', 'code', 'link'],
  // The summary names the mailbox, so that the questions about it begin there.
  mailbox: ['review', 'code', 'link'],
  'other-delivery': ['menu', 'review', 'code', 'link'],
  'no-mailbox-access': ['menu', 'review', 'code', 'link'],
  'wrong-mailbox': ['menu', 'review', 'code', 'link'],
  // Questions about what is asked for.
  foreigner: ['menu', 'document', 'foreigner'],
  'has-cedula': ['document', 'foreigner', 'ruc'],
  passport: ['menu', 'document', 'foreigner'],
  'what-foreigner-code': ['document', 'foreigner'],
  'whose-document': ['menu', 'document', 'review'],
  'what-representative': ['menu', 'document', 'ruc', 'review'],
  domestic: BEFORE_THE_MAIL,
  'not-domestic': ['document', 'ruc', 'branch', 'review'],
  'what-ruc': BEFORE_THE_MAIL,
  'where-ruc': BEFORE_THE_MAIL,
  'no-ruc': BEFORE_THE_MAIL,
  'ruc-closed': ['menu', 'ruc', 'branch', 'review'],
  'what-branch': ['ruc', 'branch', 'review'],
  'which-branch': ['ruc', 'branch', 'review'],
  attempts: ['code', 'link'],
  'code-refused': ['code'],
  // The page on which the key is set.
  'page-asks': ['link'],
  'link-broken': ['link'],
  'link-used': ['link'],
  'key-rules': ['link', 'done'],
  'key-refused': ['link', 'done'],
  // The portal, with the new key.
  portal: ['menu', 'link', 'done'],
  'user-name': ['link', 'done'],
  'login-fails': ['link', 'done'],
  'another-recovery': ['branch', 'review', 'done'],
  // The number is not at hand while it is asked for.
  'not-yet': ['document', 'foreigner', 'ruc', 'branch', 'review', 'code'],
};

/** Whether people usually mean this at the prompt. */
export const isUsual = (intent: IntentLabel, prompt: Prompt): boolean =>
  (USUAL_PROMPTS[intent] ?? PROMPTS).includes(prompt);
