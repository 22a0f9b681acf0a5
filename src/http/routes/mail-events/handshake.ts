import type { IncomingMessage } from 'node:http';
import type { Response } from 'restify';
import { z } from 'zod';
import { sendJson } from '../../server/responses';
import { readJsonBody } from '../../server/bodies';
import { Problem } from '../../server/problem';

/** One event, whose address for validating by hand holds a long token (bytes). */
const MOST_BYTES = 16 * 1024;

const Validation = z.tuple([z.object({ data: z.object({ validationCode: z.string().regex(/^[\w-]{1,128}$/) }) })]);

/** Event Grid's own schema: it posts a code when a subscription is made or changed. */
export const isHandshake = ({ headers }: IncomingMessage): boolean =>
  String(headers['aeg-event-type']).toLowerCase() === 'subscriptionvalidation';

/** Gives the code back. Its `validationUrl` is not read: this service calls no address that a stranger names. @throws Problem 400, 413, 415 */
export async function answerHandshake(request: IncomingMessage, response: Response): Promise<void> {
  const parsed = Validation.safeParse(await readJsonBody(request, MOST_BYTES));
  if (!parsed.success) throw new Problem(400);
  const [{ data }] = parsed.data;
  sendJson(response, { validationResponse: data.validationCode });
}

/**
 * CloudEvents: the sender asks by OPTIONS whether it may send (HTTP 1.1 Web Hooks for Event Delivery, 4). Consent stands in these headers,
 * not in the status. `eventgrid.azure.net` asks in the public cloud, others elsewhere: a host's name is all that is required of it.
 * @throws Problem 400 for anything that is no such name
 */
export function answerPreflight({ headers }: IncomingMessage, response: Response): void {
  const origin = z.hostname().safeParse(headers['webhook-request-origin']);
  if (!origin.success) throw new Problem(400);
  response.setHeader('Allow', 'POST');
  response.setHeader('WebHook-Allowed-Origin', origin.data);
  response.setHeader('WebHook-Allowed-Rate', '*');
  response.statusCode = 200;
  response.end();
}
