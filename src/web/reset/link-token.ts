const STORAGE_KEY = 'reset.token';
const FRAGMENT = /^#t=([A-Za-z0-9_-]{43})$/;

/**
 * Returns the link's token from the URL's fragment, or the one that this tab stored before a reload. Removes it from the address bar at
 * once, so that it gets into no history, bookmark or screenshot. Until the link is opened the token stays in the tab's session storage,
 * which other tabs and sites cannot read and which ends with the tab.
 */
export function takeLinkToken(): string | undefined {
  const token = FRAGMENT.exec(location.hash)?.[1];
  if (location.hash !== '') history.replaceState(null, '', location.pathname);
  if (token === undefined) return load();
  store(token);
  return token;
}

/** Called once the server has answered, since the token is then consumed or invalid. */
export function forgetLinkToken(): void {
  try {
    sessionStorage.removeItem(STORAGE_KEY);
  } catch {
    return;
  }
}

/** In a browser without storage the token stays in memory, and a reload needs the link from the mail again. */
function store(token: string): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, token);
  } catch {
    return;
  }
}

function load(): string | undefined {
  try {
    return sessionStorage.getItem(STORAGE_KEY) ?? undefined;
  } catch {
    return undefined;
  }
}
