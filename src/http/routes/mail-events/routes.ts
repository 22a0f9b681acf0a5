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
   * Bearer token that Event Grid sends with every event: a static delivery property of the event subscription, as in Event Grid's own example
   * and in the CloudEvents webhook specification (3.1). The scheme is required: Event Grid drops an `Authorization` header of another form
   * from deliveries, though not from the handshake.
   */
  readonly secret: Sensitive<string>;
  readonly reports: DeliveryReports;
}

const PATH = '/api/mail-events';

/** Upper bound in bytes. Event Grid aims at 1 MiB per batch, which is also the size of its largest event, and may exceed it a little. */
const MAX_BYTES = 1.5 * 1024 * 1024;

const TYPES = ['application/json', 'application/cloudevents+json', 'application/cloudevents-batch+json'];

/**
 * Receives the delivery reports of Azure Event Grid, which come at least once and in any order. Event Grid repeats a delivery after 503 and
 * 500, and drops it after 400, 401, 403 or 413.
 *
 * A handshake is accepted without the secret, because Event Grid does not document that it sends delivery properties there. It grants
 * nothing: events without the secret are rejected. A wrong secret is rejected in the handshake too, so that a misconfigured subscription
 * fails when it is set up.
 */
export function mailEventsRoutes({ secret, reports }: MailEventsOptions): readonly Route[] {
  const requireSecret = createRequireSecret(secret);

  const preflight: Route = {
    method: 'OPTIONS',
    path: PATH,
    handle(request, response) {
      requireSecret(request, ['correct', 'missing']);
      answerPreflight(request, response);
      return Promise.resolve();
    },
  };

  const events: Route = {
    method: 'POST',
    path: PATH,
    async handle(request, response) {
      if (isHandshake(request)) {
        requireSecret(request, ['correct', 'missing']);
        await answerHandshake(request, response);
        return;
      }
      // Before the body is read, so that an unauthenticated request costs little.
      requireSecret(request, ['correct']);
      await receiveDeliveryReports(reports, parseDeliveryReports(await readJsonBody(request, MAX_BYTES, TYPES)));
      response.statusCode = 200;
      response.end();
    },
  };

  return [preflight, events];
}
