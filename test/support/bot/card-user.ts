import type { Activity } from 'botbuilder';
import type { Bot, ChannelActivity } from '../../../src/bot/api/bot';
import { cardIn, cardSubmission, type ReceivedCard } from './card-submission';

let activities = 0;

/** One person who talks by cards with a bot in this process. */
export function cardUser(bot: Bot, conversation = 'c') {
  let shown: ReceivedCard | undefined;

  /** What the bot says to it, whole. */
  async function post(activity: object): Promise<Partial<Activity>[]> {
    const whole = {
      id: `card-${String(activities++)}`,
      type: 'message',
      channelId: 'msteams',
      serviceUrl: 'http://127.0.0.1:9',
      conversation: { id: conversation, conversationType: 'personal' },
      from: { id: 'p' },
      recipient: { id: 'b' },
      locale: 'es-EC',
      deliveryMode: 'expectReplies',
      ...activity,
    } as ChannelActivity;
    const { body } = await bot.receive({ authorization: '', activity: whole });
    const said = (body as { activities: Partial<Activity>[] }).activities.filter(({ type }) => type === 'message');
    shown = said.map(cardIn).findLast((card) => card !== undefined) ?? shown;
    return said;
  }

  const texts = async (activity: object): Promise<string[]> => (await post(activity)).map(({ text }) => text ?? '');
  const card = (): ReceivedCard => {
    if (shown === undefined) throw new Error('no card was shown');
    return shown;
  };

  return {
    post,
    /** The card that was shown last. */
    card,
    say: (text: string) => texts({ text }),
    /** Sends in any value; answers with what was said to that. */
    send: (value: unknown) => texts({ value }),
    /** Presses a button of the card that was shown last, or of another. */
    press: (button: string, values?: Readonly<Record<string, string>>, on = card()) =>
      texts({ value: cardSubmission(on, button, values) }),
  };
}
