import type { Command } from '../input/commands';
import type { InferredIntent } from '../input/listener';
import { offer } from '../input/offers';
import type { RecoveryView } from '../../src/recovery/recovery';
import type { BotMessage } from '../chat';
import type { Session } from '../session';
import { isSecretLive, wouldVoid, type MailRequest } from './mail-requests';

/**
 * Responds to an inferred intent while a mail is awaited: `remark` explains or offers, and `undefined` means that the intent has no meaning
 * here. Nothing ends, and no mail is sent, before the person says yes.
 */
export function respondToMailIntent(
  request: Pick<MailRequest, 'mail' | 'session' | 'view'>,
  inferred: InferredIntent,
): { readonly remark?: BotMessage } | undefined {
  const { intent } = inferred;
  const command = OFFERED[intent];
  if (command !== undefined) return { remark: offer(request.session, command, questionOf(request, command)) };
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

/** Returns the question whether the recovery is to be cancelled while its code, link or page lives. */
export const offerToCancel = (session: Session, view: RecoveryView | undefined): BotMessage => {
  const mail = view?.stage.kind === 'live' ? view.stage.mail : 'link';
  return offer(session, 'cancel', `${mail}.offer.cancel`);
};

/** The question says that the code or link stops working only while it works. */
function questionOf({ mail, view }: Pick<MailRequest, 'mail' | 'view'>, command: Command): BotMessage['key'] {
  if (command === 'not-me') return `${mail}.offer.not-me`;
  if (command === 'resend') return isSecretLive(view) ? `${mail}.offer.resend` : `${mail}.offer.new`;
  if (command === 'cancel') return wouldVoid(view) ? `${mail}.offer.cancel` : 'claim.offer.cancel';
  return `${mail}.offer.leave`;
}
