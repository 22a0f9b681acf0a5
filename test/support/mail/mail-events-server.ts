import { systemRandom as random } from '../../../src/adapters/system/random';
import { Sensitive } from '../../../src/domain/sensitive';
import { createDraining } from '../../../src/http/server/draining';
import { healthRoutes } from '../../../src/http/routes/health';
import type { DeliveryReport, DeliveryReports } from '../../../src/recovery/recovery';
import { mailEventsRoutes } from '../../../src/http/routes/mail-events/routes';
import { createHttpServer } from '../../../src/http/server/server';
import { shutdownTimes } from '../../../src/policy/shutdown';

export const EVENT_SECRET = 'a-secret-for-tests-only-0123456789';
export const OPERATION_ID = '1b4e28ba-2fa1-41d2-883f-0016d3cca427';
export const RECIPIENT = 'maria.perez@example.com';
export const REPORT_TYPE = 'Microsoft.Communication.EmailDeliveryReportReceived';

/** Returns the data of a delivery report for one mail. */
export const reportData = (status: unknown = 'Delivered', messageId: unknown = OPERATION_ID) => ({
  sender: 'no-responder@example.org',
  recipient: RECIPIENT,
  messageId,
  status,
  deliveryStatusDetails: { statusMessage: `550 5.1.1 ${RECIPIENT} unknown` },
  deliveryAttemptTimeStamp: '2026-03-01T00:22:20.2855749+00:00',
});

const SOURCE = '/subscriptions/s/resourceGroups/g/providers/microsoft.communication/communicationservices/c';

/** Returns an event in Event Grid's own schema. */
export const eventGridEvent = (data: object = reportData(), eventType = REPORT_TYPE) => ({
  id: 'e1',
  topic: SOURCE,
  subject: `sender/no-responder@example.org/message/${OPERATION_ID}`,
  eventType,
  eventTime: '2026-03-01T00:22:20.822Z',
  dataVersion: '1.0',
  metadataVersion: '1',
  data,
});

/** Returns an event in the CloudEvents schema. */
export const cloudEvent = (data: object = reportData()) => ({
  id: 'e1',
  source: SOURCE,
  specversion: '1.0',
  type: REPORT_TYPE,
  time: '2026-03-01T00:22:20.822Z',
  data,
});

/** `undefined` removes a header. */
type SentHeaders = Readonly<Record<string, string | undefined>>;

export interface MailEventsServer {
  readonly url: string;
  /** The reports passed to the use case since the last `reset`. */
  readonly received: readonly DeliveryReport[];
  /** The errors passed to `onError` since the last `reset`. */
  readonly errors: readonly unknown[];
  /** Posts as Event Grid does, with the right secret. Strings and bytes are sent unchanged, anything else as JSON. */
  send(body: unknown, headers?: SentHeaders, query?: string): Promise<Response>;
  /** Sends an OPTIONS request. */
  sendOptions(headers: Readonly<Record<string, string>>): Promise<Response>;
  /** Replaces the use case for all further reports. */
  handleReportsWith(receive: DeliveryReports['receive']): void;
  reset(): void;
  stop(): Promise<void>;
}

/** Starts the route for delivery reports on a free port, over a use case that records the reports. */
export async function startMailEventsServer(): Promise<MailEventsServer> {
  const received: DeliveryReport[] = [];
  const errors: unknown[] = [];
  const recordReport = (report: DeliveryReport) => {
    received.push(report);
    return Promise.resolve();
  };
  let receive = recordReport;
  const secret = new Sensitive(EVENT_SECRET);
  const server = createHttpServer({
    drainTimeout: shutdownTimes.requests,
    routes: [
      ...mailEventsRoutes({ secret, reports: { receive: (report) => receive(report) } }),
      ...healthRoutes([], createDraining()),
    ],
    random,
    publicUrl: 'https://recuperacion.example.org',
    onError: (error) => errors.push(error),
  });
  const url = `http://127.0.0.1:${await server.listen(0)}`;
  const address = `${url}/api/mail-events`;

  return {
    url,
    received,
    errors,
    send: (body, headers = {}, query = '') =>
      fetch(address + query, { method: 'POST', headers: withDefaults(headers), body: serialized(body) }),
    sendOptions: (headers) => fetch(address, { method: 'OPTIONS', headers }),
    handleReportsWith(other) {
      receive = other;
    },
    reset() {
      received.length = 0;
      errors.length = 0;
      receive = recordReport;
    },
    stop: () => server.close(),
  };
}

function withDefaults(headers: SentHeaders): [string, string][] {
  const all: SentHeaders = {
    'content-type': 'application/json; charset=utf-8',
    'aeg-event-type': 'Notification',
    authorization: `Bearer ${EVENT_SECRET}`,
    ...headers,
  };
  return Object.entries(all).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
}

const serialized = (body: unknown): string | Uint8Array<ArrayBuffer> =>
  typeof body === 'string' || body instanceof Uint8Array
    ? (body as string | Uint8Array<ArrayBuffer>)
    : JSON.stringify(body);

/** Expects an empty response and returns its status. */
export async function statusOfEmptyResponse(response: Response): Promise<number> {
  expect(response.headers.get('content-length')).toBe('0');
  expect(await response.text()).toBe('');
  return response.status;
}
