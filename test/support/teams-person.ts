import { randomUUID } from 'node:crypto';
import type { BotCloud } from './bot-cloud';

/** A request as somebody who listens between channel and bot could have kept it. */
export interface Captured {
  readonly authorization: string;
  readonly body: string;
}

/** One person in one personal chat of Teams, whose messages come with the token of the channels' service. */
export function teamsPerson(cloud: BotCloud) {
  const conversation = `a:${randomUUID()}`;
  const user = `29:${randomUUID()}`;

  const capture = async (text: string): Promise<Captured> => ({
    authorization: await cloud.authorise(),
    body: JSON.stringify({
      type: 'message',
      id: randomUUID(),
      channelId: 'msteams',
      serviceUrl: cloud.serviceUrl,
      conversation: { id: conversation, conversationType: 'personal', tenantId: 'tenant' },
      from: { id: user, aadObjectId: randomUUID() },
      recipient: { id: '28:bot', name: 'bot' },
      timestamp: '2026-01-15T15:00:00.000Z',
      locale: 'es-EC',
      text,
    }),
  });

  /** What the bot has said in this conversation, oldest first. */
  const heard = (): readonly string[] =>
    cloud.replies
      .filter((reply) => reply.type === 'message' && reply.conversation?.id === conversation)
      .map(({ text }) => text ?? '');

  return {
    capture,
    heard,
    /** Says it to the service at `url`; answers with what was said to that. */
    async say(url: string, text: string): Promise<readonly string[]> {
      const before = heard().length;
      const response = await deliver(url, await capture(text));
      if (response.status !== 200) throw new Error(`the bot answered ${response.status}`);
      return heard().slice(before);
    },
  };
}

export const deliver = (url: string, { authorization, body }: Captured): Promise<Response> =>
  fetch(`${url}/api/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: authorization },
    body,
  });
