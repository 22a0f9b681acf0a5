import { setTimeout as delay } from 'node:timers/promises';

/** A visitor of the website's chat who polls; each call may go to another process. */
export interface PollingVisitor {
  readonly conversation: string;
  /** The user id that the service issued. */
  readonly user: string;
  /** Posts a message to the process at `url` and returns the status. */
  say(url: string, text: string): Promise<number>;
  /** Returns all texts of the chat from the process at `url`, none when the chat has ended there. */
  said(url: string): Promise<readonly string[]>;
  /** Waits until the bot has sent this text. Fails after 10 s. */
  waitForText(url: string, words: string): Promise<void>;
  /** Refreshes the token at the process at `url` and returns the status. */
  refreshToken(url: string): Promise<number>;
}

/** Opens the chat at `url` and starts a conversation. */
export async function openPollingVisitor(url: string): Promise<PollingVisitor> {
  const issued = await fetch(`${url}/api/token`, { method: 'POST' });
  const { conversationId: conversation, ...credentials } = (await issued.json()) as Record<string, string>;
  let token = credentials['token'] ?? 'no token';
  const call = (at: string, path: string, body?: object) =>
    fetch(`${at}/v3/directline/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  const activities = `conversations/${conversation ?? 'none'}/activities`;

  const visitor: PollingVisitor = {
    conversation: conversation ?? 'none',
    user: credentials['userId'] ?? 'nobody',
    say: async (at, text) => (await call(at, activities, { type: 'message', text })).status,
    async said(at) {
      const response = await call(at, activities);
      if (response.status !== 200) return [];
      const { activities: stored } = (await response.json()) as { activities: { text?: string }[] };
      return stored.flatMap(({ text }) => text ?? []);
    },
    async waitForText(at, words) {
      const deadline = performance.now() + 10_000;
      while (!(await visitor.said(at)).some((text) => text.includes(words))) {
        if (performance.now() > deadline)
          throw new Error(`"${words}" is not in ${JSON.stringify(await visitor.said(at))}`);
        await delay(50);
      }
    },
    async refreshToken(at) {
      const response = await call(at, 'tokens/refresh', {});
      if (response.status === 200) token = ((await response.json()) as { token: string }).token;
      return response.status;
    },
  };
  await call(url, 'conversations', {});
  return visitor;
}
