import type { ChannelActivity } from '../../src/bot/bot';
import type { LinkToken } from '../../src/domain/reset-link';
import { Sensitive } from '../../src/domain/sensitive';
import type { Desk } from './desk';
import type { StandInConnector } from './stand-in-connector';

export interface Person {
  /** Recovers the key once, in a conversation of its own. @throws Error at the first step that does not go as it must */
  recover(index: number): Promise<void>;
}

/** Someone at the desk who has lost the key of the first demo employer. */
export function createPerson(desk: Desk, connector: StandInConnector): Person {
  const { bot, mailbox, page } = desk;
  let count = 0;

  const say = async (conversation: string, text: string): Promise<void> => {
    count += 1;
    const activity: ChannelActivity & Record<string, unknown> = {
      type: 'message',
      id: `activity-${count}`,
      channelId: 'directline',
      serviceUrl: connector.serviceUrl,
      conversation: { id: conversation },
      from: { id: `person-${conversation}` },
      recipient: { id: 'bot' },
      locale: 'es-EC',
      // The answers come back with the turn: what is measured is the service, not its connections.
      deliveryMode: 'expectReplies',
      text,
    };
    const { status } = await bot.receive({ activity, authorization: '' });
    if (status !== 200) throw new Error(`"${text}" was answered with ${status}`);
  };

  const findInMail = (pattern: RegExp): string => {
    const found = pattern.exec(mailbox.messages()[0]?.text ?? '')?.[1];
    if (found === undefined) throw new Error(`no mail with ${pattern.source}`);
    return found;
  };

  const setKey = async (token: string, index: number): Promise<void> => {
    const opened = await page.openLink(new Sensitive(token as LinkToken));
    if (opened.kind === 'gone') throw new Error('the link is gone');
    const outcome = await page.setKey(opened.session, new Sensitive(`quinua tranvía ${index} violeta páramo`));
    if (outcome.kind !== 'changed') throw new Error(`the key is ${outcome.kind}`);
  };

  return {
    async recover(index) {
      const conversation = `recovery-${index}`;
      for (const text of ['recuperar', '1710034065', '1799999915001', '0001', 'sí']) await say(conversation, text);
      await say(conversation, findInMail(/\b(\d{3} \d{3})\b/));
      await setKey(findInMail(/#t=([\w-]+)/), index);
      await desk.mailSettled();
      if (connector.heard(conversation).length === 0) throw new Error('the chat was not told');
    },
  };
}
