const KEPT = 'reset.token';
const FRAGMENT = /^#t=([A-Za-z0-9_-]{43})$/;

/**
 * The link's token: out of the fragment, or as this tab kept it before a reload. The address bar loses it at once, so that
 * it is in no history, bookmark or screenshot; until it is opened it stays in the tab's own storage, which other tabs
 * and sites cannot read and which ends with the tab.
 */
export function takeLinkToken(): string | undefined {
  const token = FRAGMENT.exec(location.hash)?.[1];
  if (location.hash !== '') history.replaceState(null, '', location.pathname);
  if (token === undefined) return recall();
  keep(token);
  return token;
}

/** Once the server has answered, the token is worth nothing. */
export function forgetLinkToken(): void {
  try {
    sessionStorage.removeItem(KEPT);
  } catch {
    return;
  }
}

/** A browser that stores nothing still holds the token in memory; only a reload then needs the mail again. */
function keep(token: string): void {
  try {
    sessionStorage.setItem(KEPT, token);
  } catch {
    return;
  }
}

function recall(): string | undefined {
  try {
    return sessionStorage.getItem(KEPT) ?? undefined;
  } catch {
    return undefined;
  }
}
