import { z } from 'zod';
import type { Locale } from '../../domain/locale';
import { requestJson } from './request';

/** A message of the bot. */
export interface ReceivedMessage {
  /** Markdown. */
  readonly text: string;
  readonly choices: readonly MessageChoice[];
  /** What input the bot expects; `unknown` when it does not say. */
  readonly expects: 'text' | 'number' | 'code' | 'unknown';
}

export interface MessageChoice {
  readonly title: string;
  /** The text to send when it is selected. */
  readonly text: string;
}

/** One conversation over Direct Line, the built-in one or Azure's. Its methods throw ChatError. */
export interface DirectLineConversation {
  send(text: string): Promise<void>;
  /** Returns the bot's messages since the last call, oldest first, with notifications. */
  receive(): Promise<readonly ReceivedMessage[]>;
}

/** The route that issues chat tokens. */
const TOKEN_ROUTE = '/api/token';

const TokenResponse = z.object({
  token: z.string().min(1),
  expires_in: z.number().positive(),
  userId: z.string().min(1),
  domain: z.url({ protocol: /^https?$/ }),
});
const StartResponse = z.object({ conversationId: z.string().min(1) });
const RefreshResponse = z.object({ token: z.string().min(1), expires_in: z.number().positive() });

const EXPECTS = ['text', 'number', 'code'] as const;
const Action = z.object({ title: z.string(), value: z.unknown() });
const Activity = z.object({
  type: z.string(),
  from: z.object({ id: z.string().nullish() }).nullish(),
  text: z.string().nullish(),
  suggestedActions: z.object({ actions: z.array(Action) }).nullish(),
  channelData: z
    .object({
      recovery: z
        .object({ expects: z.enum(EXPECTS) })
        .nullish()
        .catch(undefined),
    })
    .nullish()
    .catch(undefined),
});
const Activities = z.object({ activities: z.array(Activity), watermark: z.string().nullish() });

/**
 * Begins a conversation with the service at `url`. The service's response names the address of Direct Line, which may be Azure's.
 * @throws ChatError
 */
export async function openDirectLineConversation(url: string, locale: Locale): Promise<DirectLineConversation> {
  const missing = `${url} does not offer the chat: ${TOKEN_ROUTE} is missing.`;
  const issued = await requestJson(`${url}${TOKEN_ROUTE}`, { method: 'POST', shape: TokenResponse, body: {}, missing });
  const { domain, userId } = issued;
  let credentials = toCredentials(issued);
  const startBody = { locale, user: { id: userId } };
  const noDirectLine = `There is no Direct Line at ${domain}, where ${url} says that it is.`;
  const started = await requestJson(`${domain}/conversations`, {
    method: 'POST',
    shape: StartResponse,
    token: credentials.token,
    body: startBody,
    missing: noDirectLine,
  });
  const activities = `${domain}/conversations/${encodeURIComponent(started.conversationId)}/activities`;
  let watermark = '';
  let messages = 0;

  /** Returns the token, refreshed after half of its lifetime so that it survives a gap between two calls. */
  const token = async (): Promise<string> => {
    if (performance.now() > credentials.renewAt) {
      const refresh = {
        method: 'POST',
        shape: RefreshResponse,
        token: credentials.token,
        body: {},
        missing: ENDED,
      } as const;
      credentials = toCredentials(await requestJson(`${domain}/tokens/refresh`, refresh));
    }
    return credentials.token;
  };

  return {
    async send(text) {
      messages += 1;
      // Identifies the message within this conversation, because a proxy may send it twice.
      const channelData = { clientActivityID: `${messages}` };
      const body = { type: 'message', from: { id: userId }, locale, text, channelData };
      await requestJson(activities, { method: 'POST', shape: z.unknown(), token: await token(), body, missing: ENDED });
    },
    async receive() {
      const since = `${activities}?watermark=${encodeURIComponent(watermark)}`;
      const received = await requestJson(since, {
        method: 'GET',
        shape: Activities,
        token: await token(),
        missing: ENDED,
      });
      watermark = received.watermark ?? watermark;
      return received.activities
        .filter(({ from, type }) => type === 'message' && from?.id !== userId)
        .map(toReceivedMessage);
    },
  };
}

const ENDED = 'The conversation has ended: nothing was said for too long, or the service forgot it. Begin again.';

const toCredentials = ({ expires_in, token }: z.infer<typeof RefreshResponse>) => ({
  token,
  renewAt: performance.now() + expires_in * 500,
});

const toReceivedMessage = ({ channelData, suggestedActions, text }: z.infer<typeof Activity>): ReceivedMessage => ({
  text: text ?? '',
  choices: (suggestedActions?.actions ?? []).map(({ title, value }) => ({
    title,
    text: typeof value === 'string' ? value : title,
  })),
  expects: channelData?.recovery?.expects ?? 'unknown',
});
