type Headers = Readonly<Record<string, string>>;

const EVERYWHERE: Headers = {
  // Whatever names a person, a session or a state is kept by no cache. What may be kept says so itself.
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-DNS-Prefetch-Control': 'off',
  'X-Download-Options': 'noopen',
  'X-Frame-Options': 'DENY',
  'X-Permitted-Cross-Domain-Policies': 'none',
  // Old browsers' filter made holes of its own.
  'X-XSS-Protection': '0',
};

/** Other hosts of the domain are not ours to bind. */
const BY_TLS_ALONE: Headers = { 'Strict-Transport-Security': 'max-age=31536000' };

/**
 * On every answer, errors included: all that helmet sets, and more. Routes may only tighten them, or set what is their own. Over plain http,
 * at a desk, no browser is bound to https.
 */
export const baseHeaders = (publicUrl: string): Headers =>
  publicUrl.startsWith('https:') ? { ...EVERYWHERE, ...BY_TLS_ALONE } : EVERYWHERE;

const PAGE_POLICY = [
  "default-src 'none'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

/**
 * For a page whose only script bears this nonce. What that script imports later inherits the nonce, so no address is trusted
 * as such; and with Trusted Types nothing can turn text into markup.
 */
export const pageCsp = (nonce: string): Headers => ({
  'Content-Security-Policy': [
    ...PAGE_POLICY,
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
});

/**
 * For the local mailbox. A mail shown in a frame inherits the page's policy, and mails carry their style inline; scripts stay
 * out by the nonce and by the frame's sandbox.
 */
export const mailboxCsp = (nonce: string): Headers => ({
  'Content-Security-Policy': [...PAGE_POLICY, `script-src 'nonce-${nonce}'`, "style-src 'self' 'unsafe-inline'"].join(
    '; ',
  ),
});

export interface ChatCspOptions {
  readonly publicUrl: string;
  /** Origins that may frame the chat, beside our own. */
  readonly widgetOrigins: readonly string[];
  /** Where the conversation is held. */
  readonly directLine: 'built-in' | 'azure';
}

const AZURE_DIRECT_LINE = ['https://directline.botframework.com', 'wss://directline.botframework.com'];

/** Of an empty text. One of Web Chat's parts makes a style element without the nonce, empty, and fills it by script. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/**
 * For the chat, the one page that others may frame. Web Chat turns its own strings into markup, so Trusted Types are out; its
 * scripts and styles bear the nonce. Not every browser counts a socket to the same host as `'self'`.
 */
export function chatCsp(nonce: string, { publicUrl, widgetOrigins, directLine }: ChatCspOptions): Headers {
  const socket = new URL(publicUrl).origin.replace(/^http/, 'ws');
  const connect = ["'self'", socket, ...(directLine === 'azure' ? AZURE_DIRECT_LINE : [])];
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      `script-src 'nonce-${nonce}'`,
      `style-src 'nonce-${nonce}' ${EMPTY_STYLE}`,
      "img-src 'self' data: blob:",
      `connect-src ${connect.join(' ')}`,
      "base-uri 'none'",
      "form-action 'none'",
      `frame-ancestors ${["'self'", ...widgetOrigins].join(' ')}`,
    ].join('; '),
  };
}

/** For the page that embeds the chat as an institution's page would: it needs leave to frame it, and no more. */
export const demoCsp = (nonce: string): Headers => {
  const policy = pageCsp(nonce)['Content-Security-Policy'] ?? '';
  return { 'Content-Security-Policy': `${policy}; frame-src 'self'` };
};
