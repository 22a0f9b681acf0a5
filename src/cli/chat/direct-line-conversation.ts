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
const INVITATION = '/api/token';

const Invitation = z.object({
  token: z.string().min(1),
  expires_in: z.number().positive(),
  userId: z.string().min(1),
  domain: z.url({ protocol: /^https?$/ }),
});
const Begun = z.object({ conversationId: z.string().min(1) });
const Refreshed = z.object({ token: z.string().min(1), expires_in: z.number().positive() });

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
  const missing = `${url} is not this service, or gives no conversations: there is no ${INVITATION}.`;
  const invited = await requestJson(`${url}${INVITATION}`, { method: 'POST', shape: Invitation, body: {}, missing });
  const { domain, userId } = invited;
  let held = holding(invited);
  const begin = { locale, user: { id: userId } };
  const missingHere = `There is no Direct Line at ${domain}, where ${url} says that it is.`;
  const begun = await requestJson(`${domain}/conversations`, {
    method: 'POST',
    shape: Begun,
    token: held.token,
    body: begin,
    missing: missingHere,
  });
  const activities = `${domain}/conversations/${encodeURIComponent(begun.conversationId)}/activities`;
  let watermark = '';
  let messages = 0;

  /** Returns the token, refreshed after half of its lifetime so that it survives a gap between two calls. */
  const token = async (): Promise<string> => {
    if (performance.now() > held.renewAt) {
      const refresh = { method: 'POST', shape: Refreshed, token: held.token, body: {}, missing: OVER } as const;
      held = holding(await requestJson(`${domain}/tokens/refresh`, refresh));
    }
    return held.token;
  };

  return {
    async send(text) {
      messages += 1;
      // Identifies the message within this conversation, because a proxy may send it twice.
      const channelData = { clientActivityID: `${messages}` };
      const body = { type: 'message', from: { id: userId }, locale, text, channelData };
      await requestJson(activities, { method: 'POST', shape: z.unknown(), token: await token(), body, missing: OVER });
    },
    async receive() {
      const since = `${activities}?watermark=${encodeURIComponent(watermark)}`;
      const heard = await requestJson(since, { method: 'GET', shape: Activities, token: await token(), missing: OVER });
      watermark = heard.watermark ?? watermark;
      return heard.activities.filter(({ from, type }) => type === 'message' && from?.id !== userId).map(saidIn);
    },
  };
}

const OVER = 'The conversation has ended: nothing was said for too long, or the service forgot it. Begin again.';

const holding = ({ expires_in, token }: z.infer<typeof Refreshed>) => ({
  token,
  renewAt: performance.now() + expires_in * 500,
});

const saidIn = ({ channelData, suggestedActions, text }: z.infer<typeof Activity>): ReceivedMessage => ({
  text: text ?? '',
  choices: (suggestedActions?.actions ?? []).map(({ title, value }) => ({
    title,
    text: typeof value === 'string' ? value : title,
  })),
  expects: channelData?.recovery?.expects ?? 'unknown',
});
