import type { Activity } from 'botbuilder';
import type { Bot, ChannelActivity } from '../../../src/bot/api/bot';
import { cardIn, cardSubmission, type ReceivedCard } from './card-submission';

let activities = 0;

/** Simulates a person who uses the cards of a bot in this process. */
export function cardUser(bot: Bot, conversation = 'c') {
  let shown: ReceivedCard | undefined;

  /** Posts an activity and returns the replies. */
  async function post(activity: object): Promise<Partial<Activity>[]> {
    const complete = {
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
    const { body } = await bot.receive({ authorization: '', activity: complete });
    const replies = (body as { activities: Partial<Activity>[] }).activities.filter(({ type }) => type === 'message');
    shown = replies.map(cardIn).findLast((card) => card !== undefined) ?? shown;
    return replies;
  }

  const texts = async (activity: object): Promise<string[]> => (await post(activity)).map(({ text }) => text ?? '');
  const card = (): ReceivedCard => {
    if (shown === undefined) throw new Error('no card was shown');
    return shown;
  };

  return {
    post,
    /** Returns the latest card. */
    card,
    say: (text: string) => texts({ text }),
    /** Submits any value and returns the texts of the replies. */
    send: (value: unknown) => texts({ value }),
    /** Presses a button of the latest card, or of the given one. */
    press: (button: string, values?: Readonly<Record<string, string>>, on = card()) =>
      texts({ value: cardSubmission(on, button, values) }),
  };
}
