import type { MessageKey } from '../../src/i18n/translate';
import type { IntentLabel } from '../../src/understanding/intent-labels';
import type { BotMessage } from '../chat';
import {
  attemptsAnswer,
  expiredAnswer,
  linkBrokenAnswer,
  linkUsedAnswer,
  mailboxAnswer,
  notReceivedAnswer,
  otherDeliveryAnswer,
  spamAnswer,
  validityAnswer,
} from './mail-answers';
import {
  goodbyeAnswer,
  nextStepAnswer,
  notYetAnswer,
  portalAnswer,
  progressAnswer,
  waitAnswer,
  whereToTypeAnswer,
} from './progress-answers';
import type { Situation } from './situation';

/** Keys in the order in which they are sent, or messages that depend on the situation. */
type Answer = readonly MessageKey[] | ((situation: Situation) => readonly (BotMessage | MessageKey)[]);

/** Intents that are answered with the in-person procedure after the reason. */
export const IN_PERSON_INTENTS: ReadonlySet<IntentLabel> = new Set([
  'in-person',
  'no-mailbox-access',
  'wrong-mailbox',
  'first-key',
  'ruc-closed',
]);

/** After success, thanks end the conversation politely as well: the menu is not repeated. */
const thanksAnswer = ({ prompt }: Situation): readonly MessageKey[] => (prompt === 'done' ? [] : ['thanks']);

/** The intent is no question: what it asks for is done, or offered, elsewhere. */
const NO_ANSWER: readonly MessageKey[] = [];

const WHAT_FOREIGNER_CODE: readonly MessageKey[] = ['answer.what-foreigner-code', 'answer.what-foreigner-code.lost'];
const KEY_RULES: readonly MessageKey[] = ['answer.key-rules', 'answer.key-rules.advice'];

/** The answer to each intent. locales/intents/README.md describes the intents. */
export const ANSWERS: Readonly<Record<IntentLabel, Answer>> = {
  recover: NO_ANSWER,
  confirm: NO_ANSWER,
  reject: NO_ANSWER,
  cancel: NO_ANSWER,
  back: NO_ANSWER,
  'correct-document': NO_ANSWER,
  'correct-ruc': NO_ANSWER,
  'correct-branch': NO_ANSWER,
  resend: NO_ANSWER,
  'not-received': notReceivedAnswer,
  expired: expiredAnswer,
  'in-person': ['answer.in-person'],
  'no-mailbox-access': ['answer.no-mailbox-access'],
  'wrong-mailbox': ['answer.wrong-mailbox'],
  foreigner: NO_ANSWER,
  'has-cedula': NO_ANSWER,
  domestic: NO_ANSWER,
  'not-domestic': NO_ANSWER,
  'first-key': ['answer.first-key'],
  'ruc-closed': ['answer.ruc-closed'],
  'not-me': NO_ANSWER,
  'another-recovery': NO_ANSWER,
  cost: ['answer.cost'],
  duration: ['answer.duration'],
  // The official procedure gives hours for this chat and none for the telephone.
  hours: ['answer.hours', 'answer.hours.phone'],
  phone: ['answer.phone'],
  human: ['answer.human', 'answer.human.office'],
  complaint: ['answer.complaint'],
  insult: ['answer.insult'],
  safety: ['answer.safety', 'answer.safety.how'],
  privacy: ['answer.privacy'],
  robot: ['answer.robot'],
  purpose: ['answer.purpose', 'answer.purpose.for-whom'],
  requirements: ['answer.requirements', 'answer.requirements.web'],
  why: ['claim.why'],
  'whose-document': ['answer.whose-document'],
  'what-ruc': ['answer.what-ruc'],
  'where-ruc': ['answer.where-ruc', 'answer.where-ruc.can-wait'],
  'no-ruc': ['answer.no-ruc', 'answer.no-ruc.others'],
  'what-branch': ['answer.what-branch'],
  'which-branch': ['answer.which-branch', 'answer.which-branch.several'],
  'what-representative': ['answer.what-representative'],
  'what-code': ({ prompt }) => (prompt === 'foreigner' ? WHAT_FOREIGNER_CODE : ['answer.what-code']),
  'what-foreigner-code': WHAT_FOREIGNER_CODE,
  passport: ['answer.passport'],
  progress: progressAnswer,
  'next-step': nextStepAnswer,
  mailbox: mailboxAnswer,
  validity: validityAnswer,
  spam: spamAnswer,
  'other-delivery': otherDeliveryAnswer,
  phrase: ['answer.phrase', 'answer.phrase.differs'],
  'suspicious-mail': ['answer.suspicious-mail', 'answer.phrase.differs'],
  'caller-wants-code': ['answer.caller-wants-code', 'answer.caller-wants-code.call'],
  'where-to-type': whereToTypeAnswer,
  'link-broken': linkBrokenAnswer,
  'link-used': linkUsedAnswer,
  'key-rules': KEY_RULES,
  'key-refused': ['answer.key-refused', ...KEY_RULES],
  portal: portalAnswer,
  'user-name': ['answer.user-name', 'answer.user-name.lost'],
  'login-fails': ['answer.login-fails', 'answer.login-fails.call'],
  affiliate: ['answer.affiliate', 'answer.affiliate.employer'],
  'other-institution': ['answer.other-institution'],
  wait: waitAnswer,
  'not-yet': notYetAnswer,
  thanks: thanksAnswer,
  goodbye: goodbyeAnswer,
  greeting: ['answer.greeting'],
  help: ({ prompt }) => [`not-understood.${prompt}`],
  languages: ['answer.languages'],
  'language-es': NO_ANSWER,
  'language-en': NO_ANSWER,
  'key-disclosed': ['key-warning'],
  repeat: ['answer.repeat'],
  'go-on': ['answer.go-on'],
  attempts: attemptsAnswer,
  'code-refused': (situation) => ['answer.code-refused', ...attemptsAnswer(situation)],
  'page-asks': ['answer.page-asks', 'answer.page-asks.close'],
};
