import { randomUUID } from 'node:crypto';
import type { FakeBotService } from './fake-bot-service';
import { cardIn, cardSubmission, type ReceivedCard } from '../bot/card-submission';

/** A recorded request, as an attacker between channel and bot could replay it. */
export interface CapturedRequest {
  readonly authorization: string;
  readonly body: string;
}

/** Returns the fields that Teams sends with every activity of a personal chat, as far as a bot reads them. */
export const teamsActivity = (serviceUrl: string, conversation = `a:${randomUUID()}`, user = `29:${randomUUID()}`) => ({
  id: randomUUID(),
  channelId: 'msteams',
  serviceUrl,
  conversation: { id: conversation, conversationType: 'personal', tenantId: TENANT },
  from: { id: user, aadObjectId: randomUUID() },
  recipient: { id: '28:bot', name: 'bot' },
  timestamp: '2026-01-15T15:00:00.000Z',
  localTimestamp: '2026-01-15T10:00:00.000-05:00',
  localTimezone: 'America/Guayaquil',
  locale: 'es-EC',
  entities: [{ type: 'clientInfo', locale: 'es-EC', country: 'EC', platform: 'Web', timezone: 'America/Guayaquil' }],
  channelData: { tenant: { id: TENANT } },
});

const TENANT = randomUUID();

/** Simulates one person in a personal Teams chat, with tokens of the channels' service. */
export function teamsUser(cloud: FakeBotService) {
  const always = teamsActivity(cloud.serviceUrl);
  const conversation = always.conversation.id;

  const captureActivity = async (activity: object): Promise<CapturedRequest> => ({
    authorization: await cloud.authorizationHeader(),
    body: JSON.stringify({ ...always, type: 'message', id: randomUUID(), ...activity }),
  });
  const capture = (text: string): Promise<CapturedRequest> => captureActivity({ text, textFormat: 'plain' });

  const replies = () =>
    cloud.replies.filter((reply) => reply.type === 'message' && reply.conversation?.id === conversation);
  /** Returns the texts of the bot in this conversation, oldest first. */
  const replyTexts = (): readonly string[] => replies().map(({ text }) => text ?? '');

  /** Posts an activity and returns the texts of the replies. */
  async function send(url: string, activity: object): Promise<readonly string[]> {
    const before = replyTexts().length;
    const response = await deliverRequest(url, await captureActivity(activity));
    if (response.status !== 200) throw new Error(`the bot answered ${response.status}`);
    return replyTexts().slice(before);
  }

  /** Returns the latest card. */
  const card = (): ReceivedCard => {
    const shown = replies()
      .map(cardIn)
      .findLast((one) => one !== undefined);
    if (shown === undefined) throw new Error('no card was shown');
    return shown;
  };

  return {
    capture,
    replyTexts,
    send,
    card,
    /** Sends the text to the service at `url` and returns the texts of the replies. */
    say: (url: string, text: string) => send(url, { text, textFormat: 'plain' }),
    /** Presses a button of the latest card, which sends a message with a value and without text. */
    press: (url: string, button: string, values?: Readonly<Record<string, string>>) =>
      send(url, { replyToId: '1768489200123', value: cardSubmission(card(), button, values) }),
    /** Installs the app. Teams announces it twice, each time with the bot as the only new member. */
    async install(url: string): Promise<readonly string[]> {
      const added = { type: 'conversationUpdate', membersAdded: [{ id: '28:bot' }] };
      const installed = { type: 'installationUpdate', action: 'add' };
      return [...(await send(url, added)), ...(await send(url, installed))];
    },
  };
}

export const deliverRequest = (url: string, { authorization, body }: CapturedRequest): Promise<Response> =>
  fetch(`${url}/api/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: authorization },
    body,
  });
