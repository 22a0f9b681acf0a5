/** Messages from the embedding page to the chat. */
export type MessageToChat =
  | { readonly type: 'iess-chat:hello' }
  | { readonly type: 'iess-chat:opened'; readonly focus: boolean }
  | { readonly type: 'iess-chat:closed' };

/** Messages from the chat to the embedding page. */
export type MessageFromChat =
  | { readonly type: 'iess-chat:ready' }
  | { readonly type: 'iess-chat:close' }
  | { readonly type: 'iess-chat:unread'; readonly count: number };

/** Returns undefined for data that is no message of the chat. */
export function parseMessageFromChat(data: unknown): MessageFromChat | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { type, count } = data as { readonly type?: unknown; readonly count?: unknown };
  switch (type) {
    case 'iess-chat:ready':
    case 'iess-chat:close':
      return { type };
    case 'iess-chat:unread':
      return isCount(count) ? { type, count } : undefined;
    default:
      return undefined;
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
