import { z } from 'zod';
import type { Locale } from '../../domain/locale';
import { requestJson } from './request';

/** What the bot said. */
export interface ReceivedMessage {
  /** As it was sent: Markdown. */
  readonly text: string;
  readonly choices: readonly MessageChoice[];
  /** What it asks for; `unknown` when it does not tell. */
  readonly expects: 'text' | 'number' | 'code' | 'unknown';
}

export interface MessageChoice {
  readonly title: string;
  /** What is sent when it is chosen. */
  readonly text: string;
}

/** One conversation over Direct Line, the built-in one or Azure's. All of it throws Trouble. */
export interface DirectLineConversation {
  send(text: string): Promise<void>;
  /** What the bot has said since this was last asked, oldest first; also what it said by itself. */
  receive(): Promise<readonly ReceivedMessage[]>;
}

/** Where conversations come from. */
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
 * Begins a conversation with the service at `url`. Where Direct Line is stands in the service's answer, so it is Azure's where the
 * service goes through Azure.
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

  /** Renewed after half of its life, so that a pause between two calls does no harm. */
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
      // A proxy may send it a second time: by this it is known again in this conversation.
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
