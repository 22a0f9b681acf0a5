let visitorCount = 0;

/** Returns the header that a proxy adds for a new visitor: an unused address of the test range (RFC 2544). */
export function newVisitorHeaders(): { readonly 'X-Forwarded-For': string } {
  visitorCount += 1;
  return { 'X-Forwarded-For': `198.18.${visitorCount >> 8}.${visitorCount & 255}` };
}
