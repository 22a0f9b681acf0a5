/** A header by its name, in any case. */
export interface ResponseHeaders {
  get(name: string): string | undefined;
}

/**
 * How long the service asks to be left alone (ms), in whichever of its three headers; the exact ones come first. A date is
 * compared with the answer's own `Date`: between the two clocks of one service there is no difference.
 */
export function parseRetryAfter(headers: ResponseHeaders): number | undefined {
  const exact = numberIn(headers.get('retry-after-ms')) ?? numberIn(headers.get('x-ms-retry-after-ms'));
  if (exact !== undefined) return exact;

  const asked = headers.get('retry-after');
  const seconds = numberIn(asked);
  if (seconds !== undefined) return seconds * 1_000;
  const wait = dateIn(asked) - dateIn(headers.get('date'));
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

const numberIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : undefined;

const dateIn = (text = ''): number => Date.parse(text);
