import { Unavailable } from '../../../ports/errors';
import type { DeliveryReport, DeliveryReports } from '../../../recovery/recovery';

/** Reports processed at the same time. In the largest batch each report then has 48 ms until Event Grid's time-out of 30 s. */
const CONCURRENCY = 8;

/**
 * Processes every report, then throws the first error, so that Event Grid sends the batch again. A bug in one report therefore does not
 * block the others, which Event Grid would drop after a day. When a dependency is unavailable the rest is left to the next delivery.
 */
export async function receiveDeliveryReports(reports: DeliveryReports, all: readonly DeliveryReport[]): Promise<void> {
  const errors: unknown[] = [];
  for (let next = 0; next < all.length; next += CONCURRENCY) {
    const batch = all.slice(next, next + CONCURRENCY);
    const settled = await Promise.allSettled(batch.map(async (each) => reports.receive(each)));
    errors.push(...settled.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : [])));
    const unavailable = errors.find((error) => error instanceof Unavailable);
    if (unavailable !== undefined) throw unavailable;
  }
  if (errors.length > 0) throw errors[0];
}
