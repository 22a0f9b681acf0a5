import type { TurnContext } from 'botbuilder';
import { chooseLocale } from '../i18n/choose-locale';
import type { BotOptions } from './api/bot';
import { channelAccountOf } from './turn/activity';
import { sendMessage } from './turn/send-message';

/** Where others look on: says where to write instead, a few times a minute at most. Nothing is read, kept or logged. */
export async function sendGroupInvitation(
  context: TurnContext,
  { invitationLimits, catalog }: BotOptions,
): Promise<void> {
  const { activity } = context;
  const subject = channelAccountOf(activity).conversation;
  const charged = await invitationLimits.charge([{ limit: 'group-invitations', key: subject }]);
  if (charged.kind === 'refused') return;
  await sendMessage(context, { key: 'group.invitation' }, { locale: chooseLocale(activity.locale), words: catalog });
}
