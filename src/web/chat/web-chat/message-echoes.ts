import type { Activity } from './web-chat';

/**
 * The person's own messages as the service gives them back. On Azure what is echoed has arrived, whatever became of the sending; the
 * built-in service echoes before it answers, and is asked again instead.
 */
export interface MessageEchoes {
  record(activity: Activity): void;
  /** Whether this message comes back within a while. */
  waitFor(activity: object): Promise<boolean>;
}

const COMES_WITHIN = 8_000;

export function createMessageEchoes(): MessageEchoes {
  const names = new Set<string>();
  const waiting = new Map<string, () => void>();

  return {
    record(activity) {
      const name = nameOf(activity);
      if (name === undefined) return;
      names.add(name);
      waiting.get(name)?.();
    },
    waitFor(activity) {
      const name = nameOf(activity);
      if (name === undefined) return Promise.resolve(false);
      return new Promise((resolve) => {
        const deadline = setTimeout(() => {
          settle(false);
        }, COMES_WITHIN);
        const settle = (has: boolean) => {
          clearTimeout(deadline);
          waiting.delete(name);
          resolve(has);
        };
        if (names.has(name)) settle(true);
        else
          waiting.set(name, () => {
            settle(true);
          });
      });
    },
  };
}

/** Web Chat's own name for a message it sends. */
function nameOf(activity: { readonly channelData?: unknown }): string | undefined {
  const { channelData } = activity;
  if (typeof channelData !== 'object' || channelData === null || !('clientActivityID' in channelData)) return undefined;
  return typeof channelData.clientActivityID === 'string' ? channelData.clientActivityID : undefined;
}
