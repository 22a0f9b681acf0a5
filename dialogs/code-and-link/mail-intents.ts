import type { Command } from '../input/commands';
import type { InferredIntent } from '../input/listener';
import { offer } from '../input/offers';
import type { BotMessage } from '../chat';
import { isSecretLive, offerToLeave, wouldVoid, type MailRequest } from './mail-requests';

type MailSituation = Pick<MailRequest, 'mail' | 'session' | 'view'>;

/**
 * Responds to an inferred intent while a mail is awaited: `remark` explains or offers, and `undefined` means that the intent has no meaning
 * here. Nothing ends, and no mail is sent, before the person says yes.
 */
export function respondToMailIntent(
  situation: MailSituation,
  { intent }: InferredIntent,
): { readonly remark?: BotMessage } | undefined {
  const command = OFFERED[intent];
  if (command !== undefined) return { remark: offerFor(situation, command) };
  if (intent === 'another-recovery') return { remark: { key: 'claim.one-at-a-time' } };
  return intent === 'confirm' || intent === 'recover' ? {} : undefined;
}

const OFFERED: Partial<Record<InferredIntent['intent'], Command>> = {
  resend: 'resend',
  cancel: 'cancel',
  back: 'back',
  'not-me': 'not-me',
  'correct-document': 'correct-document',
  'correct-ruc': 'correct-ruc',
  'correct-branch': 'correct-branch',
};

/** Returns the question of the offer. It says that a code or link stops working only while it works. */
function offerFor({ mail, session, view }: MailSituation, command: Command): BotMessage {
  if (command === 'not-me') return offer(session, command, `${mail}.offer.not-me`);
  if (command === 'resend') return offer(session, command, `${mail}.offer.${isSecretLive(view) ? 'resend' : 'new'}`);
  if (command === 'cancel' && !wouldVoid(view)) return offer(session, command, 'claim.offer.cancel');
  return offerToLeave(session, mail, command);
}
