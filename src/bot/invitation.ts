import type { TurnContext } from 'botbuilder';
import { chooseLocale } from '../i18n/choose-locale';
import type { BotOptions } from './bot';
import { originOf } from './personal';
import { speak } from './speak';

/** Where others look on: says where to write instead, a few times a minute at most. Nothing is read, kept or logged. */
export async function invite(context: TurnContext, { invitations, words }: BotOptions): Promise<void> {
  const { activity } = context;
  const subject = originOf(activity).conversation;
  const charged = await invitations.charge([{ limit: 'group-invitations', subject }]);
  if (charged.kind === 'refused') return;
  await speak(context, { key: 'group.invitation' }, { locale: chooseLocale(activity.locale), words });
}
