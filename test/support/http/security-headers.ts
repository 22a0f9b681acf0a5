import type { IncomingHttpHeaders } from 'node:http';

/** The defaults of helmet 8, and the headers that it leaves to each site. */
const GUARD = {
  'cache-control': 'no-store',
  'content-security-policy': expect.stringMatching(
    /^default-src 'none';(?=.*base-uri 'none')(?=.*form-action 'none').*frame-ancestors /,
  ) as string,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': expect.stringContaining('camera=()') as string,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};

type Guard = Partial<Record<keyof typeof GUARD | 'strict-transport-security', unknown>>;

/** Expects the protective headers and none that names software; `otherwise` lists the exceptions of an address. */
export function expectSecurityHeaders(headers: IncomingHttpHeaders, otherwise: Guard = {}): void {
  const wanted = { 'strict-transport-security': undefined, ...GUARD, ...otherwise };
  const names = Object.keys(wanted);
  expect(Object.fromEntries(names.map((name) => [name, headers[name]]))).toEqual(wanted);
  expect(headers).not.toHaveProperty('server');
  expect(headers).not.toHaveProperty('x-powered-by');
}
