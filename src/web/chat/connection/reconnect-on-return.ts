import type { ChatConnection } from './chat-connection';

/** After this time in the background (ms) a socket may be broken without an event, because phones freeze hidden pages. */
const DOUBTFUL_AFTER = 10_000;

/** Connects at once when the page becomes visible or the network is back, instead of after the back-off. */
export function reconnectOnReturn({ reconnect, retryNow }: Pick<ChatConnection, 'reconnect' | 'retryNow'>): void {
  let hiddenAt: number | undefined;

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      hiddenAt = Date.now();
      return;
    }
    if (hiddenAt !== undefined && Date.now() - hiddenAt > DOUBTFUL_AFTER) reconnect();
    else retryNow();
  });
  window.addEventListener('online', reconnect);
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) reconnect();
  });
}
