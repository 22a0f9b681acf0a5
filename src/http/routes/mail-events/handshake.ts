import type { IncomingMessage } from 'node:http';
import type { Response } from 'restify';
import { z } from 'zod';
import { sendJson } from '../../server/responses';
import { readJsonBody } from '../../server/bodies';
import { Problem } from '../../server/problem';

/** Upper bound in bytes. The body is one event, whose `validationUrl` contains a long token. */
const MAX_BYTES = 16 * 1024;

const Validation = z.tuple([z.object({ data: z.object({ validationCode: z.string().regex(/^[\w-]{1,128}$/) }) })]);

/** In Event Grid's own schema, the handshake is a POST with a code when a subscription is created or changed. */
export const isHandshake = ({ headers }: IncomingMessage): boolean =>
  String(headers['aeg-event-type']).toLowerCase() === 'subscriptionvalidation';

/** Echoes the code. Ignores `validationUrl`: this service calls no URL that a request names. @throws Problem 400, 413, 415 */
export async function answerHandshake(request: IncomingMessage, response: Response): Promise<void> {
  const parsed = Validation.safeParse(await readJsonBody(request, MAX_BYTES));
  if (!parsed.success) throw new Problem(400);
  const [{ data }] = parsed.data;
  sendJson(response, { validationResponse: data.validationCode });
}

/**
 * In CloudEvents, the sender asks by OPTIONS whether it may send (HTTP 1.1 Web Hooks for Event Delivery, 4). The headers give consent, not
 * the status. Any host name is accepted: the public cloud asks as `eventgrid.azure.net`, other clouds use other names.
 * @throws Problem 400 when the header is no host name
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
