import { Unavailable } from '../../../ports/errors';
import type { DeliveryReport } from '../../../recovery/delivery-reports';
import type { DeliveryReports } from '../../../recovery/recovery';

/** Of the most events, each has 48 ms then until Event Grid's 30 s are over. */
const AT_ONCE = 8;

/**
 * Hands on every report, then throws what one of them threw: Event Grid sends all of them again, and a bug over one keeps none of the
 * others waiting until it gives up, a day later. When the world is down the rest waits for that.
 */
export async function receiveDeliveryReports(reports: DeliveryReports, all: readonly DeliveryReport[]): Promise<void> {
  const errors: unknown[] = [];
  for (let next = 0; next < all.length; next += AT_ONCE) {
    const some = all.slice(next, next + AT_ONCE);
    const settled = await Promise.allSettled(some.map(async (one) => reports.receive(one)));
    errors.push(...settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : [])));
    const down = errors.find((error) => error instanceof Unavailable);
    if (down !== undefined) throw down;
  }
  if (errors.length > 0) throw errors[0];
}
