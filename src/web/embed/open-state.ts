const KEY = 'iess-chat';

/** Whether the chat was open on the page before, in this tab. A browser that stores nothing begins with it closed. */
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
