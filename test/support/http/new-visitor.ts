let newcomers = 0;

/** Returns the header that a proxy adds for a new visitor: an unused address of the test range (RFC 2544). */
export function newVisitorHeaders(): { readonly 'X-Forwarded-For': string } {
  newcomers += 1;
  return { 'X-Forwarded-For': `198.18.${newcomers >> 8}.${newcomers & 255}` };
}
