import { z } from 'zod';
import { Problem } from '../../server/problem';
import type { DeliveryReport } from '../../../recovery/recovery';

/** Upper bound on events in one request: the largest batch that Event Grid can be configured to send. */
const MAX_EVENTS = 5_000;

const Delivered = z.enum(['delivered', 'expanded']).transform(() => 'delivered' as const);
const Failed = z
  .enum(['bounced', 'failed', 'filteredspam', 'quarantined', 'suppressed'])
  .transform(() => 'failed' as const);

/** An unknown or intermediate status is left out. Lower-cased, since the documentation capitalizes the statuses and the schema's example does not. */
const Outcome = z
  .string()
  .toLowerCase()
  .pipe(z.union([Delivered, Failed]));

/** The only fields that are read. Address, subject and the mail servers' messages are personal data and are dropped here. */
const Report = z
  .object({ messageId: z.guid().toLowerCase(), status: Outcome })
  .transform(({ messageId, status }): DeliveryReport => ({ operationId: messageId, outcome: status }));

const TYPE = z.literal('Microsoft.Communication.EmailDeliveryReportReceived');

/** The event in Event Grid's schema, or in that of CloudEvents. */
const DeliveryEvent = z
  .union([z.object({ eventType: TYPE, data: Report }), z.object({ type: TYPE, data: Report })])
  .transform(({ data }) => data);

/**
 * Returns the delivery reports among the events of a request. Other and unreadable events are left out: Event Grid knows no partial
 * success, and after a 400 it would drop the readable events of the batch, too.
 * @throws Problem 400 when the body holds no events, 413 when it holds more than Event Grid sends
 */
export function parseDeliveryReports(body: unknown): readonly DeliveryReport[] {
  const events = eventsIn(body);
  if (events.length > MAX_EVENTS) throw new Problem(413, { kind: 'too-many-events' });
  return events.flatMap((event) => DeliveryEvent.safeParse(event).data ?? []);
}

/** Event Grid's schema and batches send a list, anything else is one event. Event Grid does not deliver in CloudEvents' binary mode. */
function eventsIn(body: unknown): readonly unknown[] {
  if (Array.isArray(body)) return body;
  if (typeof body !== 'object' || body === null) throw new Problem(400);
  return [body];
}
