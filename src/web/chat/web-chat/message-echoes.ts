import type { WebChatActivity } from './web-chat';

/**
 * Tracks the person's own messages that the service sends back. On Azure an echo proves that a message arrived, whatever the result of the
 * post was. The built-in service echoes before it responds; there the post is repeated instead.
 */
export interface MessageEchoes {
  record(activity: WebChatActivity): void;
  /** Resolves with whether the service echoes this message before a time-out. */
  waitFor(activity: object): Promise<boolean>;
}

/** In ms. */
const ECHO_TIMEOUT = 8_000;

export function createMessageEchoes(): MessageEchoes {
  const ids = new Set<string>();
  const waiting = new Map<string, () => void>();

  return {
    record(activity) {
      const id = clientActivityIdOf(activity);
      if (id === undefined) return;
      ids.add(id);
      waiting.get(id)?.();
    },
    waitFor(activity) {
      const id = clientActivityIdOf(activity);
      if (id === undefined) return Promise.resolve(false);
      return new Promise((resolve) => {
        const deadline = setTimeout(() => {
          settle(false);
        }, ECHO_TIMEOUT);
        const settle = (isEchoed: boolean) => {
          clearTimeout(deadline);
          waiting.delete(id);
          resolve(isEchoed);
        };
        if (ids.has(id)) settle(true);
        else
          waiting.set(id, () => {
            settle(true);
          });
      });
    },
  };
}

/** Returns the id that Web Chat gives to a message it sends. */
function clientActivityIdOf(activity: { readonly channelData?: unknown }): string | undefined {
  const { channelData } = activity;
  if (typeof channelData !== 'object' || channelData === null || !('clientActivityID' in channelData)) return undefined;
  return typeof channelData.clientActivityID === 'string' ? channelData.clientActivityID : undefined;
}
