/** Headers by name, in any case. */
export interface ResponseHeaders {
  get(name: string): string | undefined;
}

/**
 * Returns the back-off (ms) that the service asks for in any of three headers; those in ms come first. A date is compared with the
 * response's own `Date`, because both are of the service's clock.
 */
export function parseRetryAfter(headers: ResponseHeaders): number | undefined {
  const exact = numberIn(headers.get('retry-after-ms')) ?? numberIn(headers.get('x-ms-retry-after-ms'));
  if (exact !== undefined) return exact;

  const value = headers.get('retry-after');
  const seconds = numberIn(value);
  if (seconds !== undefined) return seconds * 1_000;
  const wait = dateIn(value) - dateIn(headers.get('date'));
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

const numberIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : undefined;

const dateIn = (text = ''): number => Date.parse(text);
