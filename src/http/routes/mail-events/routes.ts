import type { Sensitive } from '../../../domain/sensitive';
import { createRequireSecret } from '../../guards/bearer-secret';
import { readJsonBody } from '../../server/bodies';
import type { Route } from '../../server/route';
import type { DeliveryReports } from '../../../recovery/recovery';
import { answerHandshake, answerPreflight, isHandshake } from './handshake';
import { parseDeliveryReports } from './parse-reports';
import { receiveDeliveryReports } from './receive-reports';

export interface MailEventsOptions {
  /**
   * What Event Grid shows with every event, as a bearer token: a static "delivery property" of the event subscription, Event Grid's own example
   * of one, and the way of the CloudEvents webhook specification (3.1). A well-known header of another form is dropped by Event Grid from
   * deliveries, though not from the handshake, so the scheme must be there.
   */
  readonly secret: Sensitive<string>;
  readonly reports: DeliveryReports;
}

const PATH = '/api/mail-events';

/** Event Grid aims at batches of 1 MiB at most, and one event may be as large by itself; the rest is for what it overshoots (bytes). */
const MOST_BYTES = 1.5 * 1024 * 1024;

const TYPES = ['application/json', 'application/cloudevents+json', 'application/cloudevents-batch+json'];

/**
 * Where Azure Event Grid tells what became of mails: at least once, in any order. It sends again after 503 and 500, and drops for good what
 * is answered with 400, 401, 403 or 413.
 *
 * A handshake is answered without the secret: that delivery properties come with it is only hinted at, and whoever gets a code back has
 * nothing, because what is sent then is refused without it. A wrong secret is refused in the handshake, too: whoever sets up the
 * subscription learns of it there, instead of by reports that never arrive.
 */
export function mailEventsRoutes({ secret, reports }: MailEventsOptions): readonly Route[] {
  const requireSecret = createRequireSecret(secret);

  const preflight: Route = {
    method: 'OPTIONS',
    path: PATH,
    handle(request, response) {
      requireSecret(request, ['right', 'none']);
      answerPreflight(request, response);
      return Promise.resolve();
    },
  };

  const events: Route = {
    method: 'POST',
    path: PATH,
    async handle(request, response) {
      if (isHandshake(request)) {
        requireSecret(request, ['right', 'none']);
        await answerHandshake(request, response);
        return;
      }
      // Before the body is read: nobody else has anything to say here.
      requireSecret(request, ['right']);
      await receiveDeliveryReports(reports, parseDeliveryReports(await readJsonBody(request, MOST_BYTES, TYPES)));
      response.statusCode = 200;
      response.end();
    },
  };

  return [preflight, events];
}
