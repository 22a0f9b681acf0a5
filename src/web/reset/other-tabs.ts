const CHANNEL = 'reset';

export interface OtherTabs {
  /** Lets the other tabs of this browser look at the session. */
  announceEnd(): void;
}

/**
 * Calls `onChange` when the session may have ended elsewhere: another tab announced it, or this tab is shown again after some time in the
 * background.
 */
export function watchOtherTabs(onChange: () => Promise<void>): OtherTabs {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', () => void onChange());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void onChange();
  });
  return {
    announceEnd() {
      channel.postMessage('ended');
    },
  };
}
