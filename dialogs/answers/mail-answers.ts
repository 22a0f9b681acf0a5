import type { BotMessage } from '../chat';
import { runningCountdown, type Situation } from './situation';

/** Answers about the code and the link. They depend on whether one was sent and whether it still works. */
type MailAnswer = (situation: Situation) => readonly BotMessage[];

export const validityAnswer: MailAnswer = (situation) =>
  runningCountdown(situation) === undefined ? [{ key: 'answer.validity' }] : [{ key: 'answer.validity.live' }];

/** Contradicts the person when the latest code or link still works: they may be looking at an earlier mail. */
export const expiredAnswer: MailAnswer = (situation) => {
  if (runningCountdown(situation) !== undefined) return [{ key: 'answer.expired.alive' }];
  const mail = expectedMail(situation);
  return mail === undefined
    ? [{ key: 'answer.expired.none' }]
    : [{ key: `answer.expired.${mail}`, choices: ['resend'] }];
};

export const mailboxAnswer: MailAnswer = ({ view }) => [
  { key: view === undefined ? 'answer.mailbox.before' : 'answer.mailbox.after' },
];

export const notReceivedAnswer: MailAnswer = (situation) => lookForMail(situation, 'mail-tips');

export const spamAnswer: MailAnswer = (situation) => lookForMail(situation, 'answer.spam');

function lookForMail(situation: Situation, tip: BotMessage['key']): readonly BotMessage[] {
  const mail = expectedMail(situation);
  if (mail === undefined) return [{ key: situation.prompt === 'done' ? 'answer.no-mail-left' : 'answer.no-mail-yet' }];
  if (situation.view?.stage.kind === 'sending') return [{ key: 'answer.mail-on-its-way' }];
  return [{ key: tip }, { key: `answer.subject.${mail}`, choices: ['resend'] }];
}

export const linkBrokenAnswer: MailAnswer = (situation) => withAnotherLink(situation, 'answer.link-broken');

export const linkUsedAnswer: MailAnswer = (situation) => withAnotherLink(situation, 'answer.link-used');

/** Offers another link where one can be sent: not before the code, and not while the page is open, which a new link would close. */
function withAnotherLink(situation: Situation, key: BotMessage['key']): readonly BotMessage[] {
  if (expectedMail(situation) === 'code') return [{ key: 'answer.link.not-yet' }];
  return situation.prompt === 'link' && situation.view?.stage.kind !== 'opened'
    ? [{ key }, { key: 'answer.link.another', choices: ['resend'] }]
    : [{ key }];
}

/** Returns the mail that the person waits for at this prompt, if any. */
const expectedMail = ({ prompt }: Situation): 'code' | 'link' | undefined =>
  prompt === 'code' || prompt === 'link' ? prompt : undefined;

/** Before a mail is sent, who asks for WhatsApp may want the whole procedure there. */
export const otherDeliveryAnswer: MailAnswer = ({ prompt }) =>
  prompt === 'menu'
    ? [{ key: 'answer.other-delivery.chat' }, { key: 'answer.other-delivery' }]
    : [{ key: 'answer.other-delivery' }, { key: 'answer.other-delivery.office' }];

/** Names the attempts that are left while a code works. */
export const attemptsAnswer: MailAnswer = ({ view }) => {
  const stage = view?.stage;
  if (stage?.kind !== 'live' || stage.mail !== 'code' || stage.msLeft <= 0) return [{ key: 'answer.attempts' }];
  return [{ key: 'answer.attempts.live', values: { attemptsLeft: stage.attemptsLeft } }];
};
