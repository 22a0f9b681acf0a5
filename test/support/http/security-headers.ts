import type { IncomingHttpHeaders } from 'node:http';

/** The defaults of helmet 8, and the headers that it leaves to each site. */
const SECURITY_HEADERS = {
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

type ExpectedHeaders = Partial<Record<keyof typeof SECURITY_HEADERS | 'strict-transport-security', unknown>>;

/** Expects the protective headers and none that names software; `exceptions` are the expected headers that differ at an address. */
export function expectSecurityHeaders(headers: IncomingHttpHeaders, exceptions: ExpectedHeaders = {}): void {
  const expected = { 'strict-transport-security': undefined, ...SECURITY_HEADERS, ...exceptions };
  const names = Object.keys(expected);
  expect(Object.fromEntries(names.map((name) => [name, headers[name]]))).toEqual(expected);
  expect(headers).not.toHaveProperty('server');
  expect(headers).not.toHaveProperty('x-powered-by');
}
