const KEY = 'iess-chat';

/** Whether the chat was open on the previous page in this tab; false in a browser without storage. */
export function wasOpen(): boolean {
  try {
    return sessionStorage.getItem(KEY) === 'open';
  } catch {
    return false;
  }
}

export function storeOpenState(state: 'open' | 'closed'): void {
  try {
    sessionStorage.setItem(KEY, state);
  } catch {
    return;
  }
}
