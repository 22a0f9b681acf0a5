let newcomers = 0;

/** What a proxy writes of a visitor who has never been here: an address of the range that is kept for tests (RFC 2544). */
export function newVisitorHeaders(): { readonly 'X-Forwarded-For': string } {
  newcomers += 1;
  return { 'X-Forwarded-For': `198.18.${newcomers >> 8}.${newcomers & 255}` };
}
