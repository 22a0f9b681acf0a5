import type { IntentLabel } from './intent-labels';
import type { Prompt } from './prompts';

/** What sentences mean that do not name what they are about, such as "¿qué es eso?". */
export const ELLIPTIC_MEANINGS = [
  'what-is-it',
  'where-is-it',
  'have-none',
  'know-not',
  'which-one',
  'how-long',
  'is-done',
  'agreement',
  'nothing',
  'nothing-wrong',
  'does-not-match',
] as const;

export type EllipticMeaning = (typeof ELLIPTIC_MEANINGS)[number];

/** A sentence that agrees gives no consent: at the summary it is asked for an exact yes, and elsewhere the question is repeated. */
const AGREEMENT: Partial<Readonly<Record<Prompt, IntentLabel>>> = {
  document: 'go-on',
  foreigner: 'go-on',
  ruc: 'go-on',
  branch: 'go-on',
  review: 'confirm',
  code: 'go-on',
  link: 'go-on',
  done: 'goodbye',
};

/** The intent of an elliptic sentence: it is about what the prompt asks for. Where that gives no intent, the person needs help. */
const COMPLETED: Readonly<Record<EllipticMeaning, Partial<Readonly<Record<Prompt, IntentLabel>>>>> = {
  'what-is-it': {
    menu: 'purpose',
    foreigner: 'what-foreigner-code',
    ruc: 'what-ruc',
    branch: 'what-branch',
    code: 'what-code',
  },
  'where-is-it': {
    foreigner: 'what-foreigner-code',
    ruc: 'where-ruc',
    branch: 'which-branch',
    review: 'mailbox',
    code: 'spam',
    link: 'spam',
    done: 'portal',
  },
  'have-none': {
    menu: 'first-key',
    document: 'foreigner',
    foreigner: 'what-foreigner-code',
    ruc: 'no-ruc',
    branch: 'which-branch',
    review: 'no-mailbox-access',
    code: 'not-received',
    link: 'not-received',
  },
  'know-not': { foreigner: 'what-foreigner-code', ruc: 'where-ruc', branch: 'which-branch', menu: 'recover' },
  'which-one': {
    document: 'whose-document',
    foreigner: 'what-foreigner-code',
    ruc: 'what-ruc',
    branch: 'which-branch',
    review: 'mailbox',
    code: 'what-code',
    done: 'user-name',
  },
  'how-long': {
    code: 'validity',
    link: 'validity',
    menu: 'duration',
    document: 'duration',
    foreigner: 'duration',
    ruc: 'duration',
    branch: 'duration',
    review: 'duration',
  },
  'is-done': {
    menu: 'progress',
    document: 'progress',
    foreigner: 'progress',
    ruc: 'progress',
    branch: 'progress',
    review: 'progress',
    code: 'progress',
    link: 'progress',
    done: 'goodbye',
  },
  agreement: { ...AGREEMENT, menu: 'go-on' },
  nothing: {
    menu: 'goodbye',
    foreigner: 'what-foreigner-code',
    ruc: 'no-ruc',
    branch: 'which-branch',
    review: 'confirm',
    code: 'not-received',
    link: 'not-received',
    done: 'goodbye',
  },
  'nothing-wrong': { ...AGREEMENT, menu: 'goodbye' },
  'does-not-match': { review: 'reject', code: 'code-refused', link: 'key-refused', done: 'login-fails' },
};

/** Returns what an elliptic sentence means at a prompt. */
export const completeMeaning = (elliptic: EllipticMeaning, prompt: Prompt): IntentLabel =>
  COMPLETED[elliptic][prompt] ?? 'help';
