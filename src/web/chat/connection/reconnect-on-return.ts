import type { ChatConnection } from './chat-connection';

/** Away for longer, a socket may be dead without anybody knowing: phones freeze pages that nobody looks at. */
const DOUBTFUL_AFTER = 10_000;

/** Connects at once when the person or the network is back, instead of when the next try would have been due. */
export function reconnectOnReturn({ hurry, reconnect }: Pick<ChatConnection, 'hurry' | 'reconnect'>): void {
  let hiddenAt: number | undefined;

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      hiddenAt = Date.now();
      return;
    }
    if (hiddenAt !== undefined && Date.now() - hiddenAt > DOUBTFUL_AFTER) reconnect();
    else hurry();
  });
  window.addEventListener('online', reconnect);
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) reconnect();
  });
}
