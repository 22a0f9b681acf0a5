type Headers = Readonly<Record<string, string>>;

const BASE: Headers = {
  // Responses that name a person, a session or a state must not be cached. Routes whose responses may be cached override this.
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
  // The filter of old browsers opened holes of its own, so it is switched off.
  'X-XSS-Protection': '0',
};

/** Without `includeSubDomains`: other hosts of the domain belong to others. */
const HTTPS_ONLY: Headers = { 'Strict-Transport-Security': 'max-age=31536000' };

/**
 * Headers of every response, errors included: all that helmet sets, and more. Routes may only tighten them or add their own.
 * `Strict-Transport-Security` is left out in local mode, over plain HTTP.
 */
export const baseHeaders = (publicUrl: string): Headers =>
  publicUrl.startsWith('https:') ? { ...BASE, ...HTTPS_ONLY } : BASE;

const PAGE_POLICY = [
  "default-src 'none'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

/**
 * Policy of a page whose only script carries this nonce. Modules that it imports later inherit the nonce, so no source is trusted by its
 * URL. Trusted Types prevent any script from turning text into markup.
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
 * Policy of the local mailbox. A mail shown in a frame inherits the page's policy and has inline styles, so these are allowed. Scripts of a
 * mail are blocked by the nonce and by the frame's sandbox.
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
  /** The Direct Line service that holds the conversation. */
  readonly directLine: 'built-in' | 'azure';
}

const AZURE_DIRECT_LINE = ['https://directline.botframework.com', 'wss://directline.botframework.com'];

/** Hash of an empty text. A component of Web Chat adds an empty style element without the nonce and fills it by script. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/**
 * Policy of the chat, the one page that other origins may frame. Web Chat turns its own strings into markup, which rules out Trusted
 * Types; its scripts and styles carry the nonce. The socket's origin is listed because not every browser counts it as `'self'`.
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

/** Policy of the demo page, which embeds the chat as an institution's page does: it may frame the chat. */
export const demoCsp = (nonce: string): Headers => {
  const policy = pageCsp(nonce)['Content-Security-Policy'] ?? '';
  return { 'Content-Security-Policy': `${policy}; frame-src 'self'` };
};
