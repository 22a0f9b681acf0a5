import { z } from 'zod';
import { Problem } from '../../server/problem';
import type { DeliveryReport } from '../../../recovery/delivery-reports';

/** What Event Grid puts into one request at most, if it is asked to put in more than one at all. */
const MOST_EVENTS = 5_000;

const Reached = z.enum(['delivered', 'expanded']).transform(() => 'delivered' as const);
const Lost = z
  .enum(['bounced', 'failed', 'filteredspam', 'quarantined', 'suppressed'])
  .transform(() => 'failed' as const);

/** A word that is not known, or not final, decides nothing. The documentation writes them large, the schema's own example small. */
const Outcome = z
  .string()
  .toLowerCase()
  .pipe(z.union([Reached, Lost]));

/** All that is read of it. Address, subject and the servers' words are personal data: they stay behind here. */
const Report = z
  .object({ messageId: z.guid().toLowerCase(), status: Outcome })
  .transform(({ messageId, status }): DeliveryReport => ({ operationId: messageId, outcome: status }));

const TYPE = z.literal('Microsoft.Communication.EmailDeliveryReportReceived');

/** In Event Grid's schema, and in that of CloudEvents. */
const DeliveryEvent = z
  .union([z.object({ eventType: TYPE, data: Report }), z.object({ type: TYPE, data: Report })])
  .transform(({ data }) => data);

/**
 * The delivery reports among the events of a request. What is none, or cannot be read, is left out: Event Grid knows no partial success,
 * and on a 400 it would drop the good ones of the batch with the bad.
 * @throws Problem 400 when there are no events at all, 413 when there are more than Event Grid sends
 */
export function parseDeliveryReports(body: unknown): readonly DeliveryReport[] {
  const events = eventsIn(body);
  if (events.length > MOST_EVENTS) throw new Problem(413, { kind: 'too-many-events' });
  return events.flatMap((event) => DeliveryEvent.safeParse(event).data ?? []);
}

/** A list in Event Grid's schema and for batches, else one event. CloudEvents' binary mode is nothing that Event Grid delivers in. */
function eventsIn(body: unknown): readonly unknown[] {
  if (Array.isArray(body)) return body;
  if (typeof body !== 'object' || body === null) throw new Problem(400);
  return [body];
}
