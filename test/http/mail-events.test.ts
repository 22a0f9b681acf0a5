import fc from 'fast-check';
import { Unavailable } from '../../src/ports/errors';
import {
  cloudEvent,
  statusOfEmptyResponse,
  eventGridEvent,
  OPERATION_ID,
  RECIPIENT,
  REPORT_TYPE,
  reportData,
  EVENT_SECRET,
  startMailEventsServer,
  type MailEventsServer,
} from '../support/mail/mail-events-server';

const OTHER = '6fa459ea-ee8a-4ca4-894e-db77e160355e';
const delivered = { operationId: OPERATION_ID, outcome: 'delivered' };
const failed = { operationId: OPERATION_ID, outcome: 'failed' };

let site: MailEventsServer;
beforeAll(async () => {
  site = await startMailEventsServer();
});
beforeEach(() => {
  site.reset();
});
afterAll(() => site.stop());

describe('delivery report', () => {
  it.each([
    ['Delivered', 'delivered'],
    ['Expanded', 'delivered'],
    ['Bounced', 'failed'],
    ['Failed', 'failed'],
    ['FilteredSpam', 'failed'],
    ['Quarantined', 'failed'],
    ['Suppressed', 'failed'],
    ['delivered', 'delivered'],
    ['SUPPRESSED', 'failed'],
  ])('a report with the status %s has the outcome %s', async (status, outcome) => {
    expect(await statusOfEmptyResponse(await site.send([eventGridEvent(reportData(status))]))).toBe(200);
    expect(site.received).toEqual([{ operationId: OPERATION_ID, outcome }]);
  });

  it.each(['OutForDelivery', 'SomethingNew', '', 'constructor', 7, null])(
    'a report with the status %p is ignored',
    async (status) => {
      expect(await statusOfEmptyResponse(await site.send([eventGridEvent(reportData(status))]))).toBe(200);
      expect(site.received).toEqual([]);
    },
  );

  it('a report is handed on with its operation and outcome only, without the recipient', async () => {
    const more = { internetMessageId: '<a@b>', deliveryAttemptTimestamp: '2026-03-01T00:22:20Z' };
    await site.send([eventGridEvent({ ...reportData('Bounced'), ...more })]);
    expect(site.received).toEqual([failed]);
  });

  it('a report is handed on with the operation id in lower case', async () => {
    await site.send([eventGridEvent(reportData('Delivered', OPERATION_ID.toUpperCase()))]);
    expect(site.received).toEqual([delivered]);
  });

  it.each([
    ['application/cloudevents+json; charset=utf-8', cloudEvent()],
    ['application/cloudevents-batch+json; charset=utf-8', [cloudEvent()]],
    ['Application/CloudEvents-Batch+JSON', [cloudEvent(), cloudEvent()]],
    // Event Grid may send a batch under either media type.
    ['application/cloudevents+json', [cloudEvent(), cloudEvent()]],
    ['application/json', cloudEvent()],
  ])('a report may arrive as a CloudEvent (%s)', async (type, body) => {
    expect(await statusOfEmptyResponse(await site.send(body, { 'content-type': type }))).toBe(200);
    expect(site.received).toEqual(Array.isArray(body) ? body.map(() => delivered) : [delivered]);
  });

  it('a report is handed on each time that it arrives, in the order of arrival', async () => {
    await site.send([eventGridEvent(reportData('Failed')), eventGridEvent(), eventGridEvent()]);
    await site.send([eventGridEvent()]);
    expect(site.received).toEqual([failed, delivered, delivered, delivered]);
  });

  it.each<[string, unknown]>([
    [
      'another event of the mail service',
      eventGridEvent({}, 'Microsoft.Communication.EmailEngagementTrackingReportReceived'),
    ],
    ['an event of another service', eventGridEvent(reportData(), 'Microsoft.Storage.BlobCreated')],
    ['an event of a later version', eventGridEvent(reportData(), `${REPORT_TYPE}V2`)],
    ['an event without data', { ...eventGridEvent(), data: undefined }],
    ['an event without an operation', eventGridEvent(reportData('Failed', null))],
    ['an event with a very long operation id', eventGridEvent(reportData('Failed', 'x'.repeat(100_000)))],
    ['an event whose operation id is a list', eventGridEvent(reportData('Failed', [OPERATION_ID]))],
    ['null', null],
    ['a text', 'event'],
    ['a list', [eventGridEvent()]],
  ])('a report is accepted together with %s', async (_which, other) => {
    expect(await statusOfEmptyResponse(await site.send([other, eventGridEvent(), other]))).toBe(200);
    expect(site.received).toEqual([delivered]);
    expect(await statusOfEmptyResponse(await site.send([other]))).toBe(200);
    expect(site.received).toHaveLength(1);
  });

  it('a report is accepted together with very deeply nested JSON', async () => {
    const nest = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect((await site.send(`[${nest},${JSON.stringify(eventGridEvent())}]`)).status).toBe(200);
    expect(site.received).toEqual([delivered]);
  });

  it.each(['SubscriptionDeletion', 'Unsubscribe', 'SomethingNew', undefined])(
    'a report is accepted whatever the event type header says (%p)',
    async (name) => {
      expect(await statusOfEmptyResponse(await site.send([eventGridEvent()], { 'aeg-event-type': name }))).toBe(200);
      expect(await statusOfEmptyResponse(await site.send([], { 'aeg-event-type': name }))).toBe(200);
      expect(site.received).toEqual([delivered]);
    },
  );
});

describe('request with mail events', () => {
  it.each(['text/plain', 'application/xml', 'application/jsonp', 'application/cloudevents', undefined])(
    'a request is refused with the media type %s',
    async (type) => {
      const body = new TextEncoder().encode(JSON.stringify([eventGridEvent()]));
      expect((await site.send(body, { 'content-type': type })).status).toBe(415);
      expect(site.received).toEqual([]);
    },
  );

  it('a request is refused when it is compressed', async () => {
    expect((await site.send([eventGridEvent()], { 'content-encoding': 'gzip' })).status).toBe(415);
  });

  it.each(['', '{', '[', 'undefined', '7', '"event"', 'null', 'true'])(
    'a request is refused when its body is %p',
    async (body) => {
      const response = await site.send(body);
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({ type: 'about:blank', title: 'Bad Request', status: 400 });
    },
  );

  it('a request may be as large as a batch of Event Grid, and no larger', async () => {
    const filled = (bytes: number) => [eventGridEvent(), { filling: 'x'.repeat(bytes) }];
    expect((await site.send(filled(1.4 * 1024 * 1024))).status).toBe(200);
    expect(site.received).toEqual([delivered]);
    expect((await site.send(filled(1.6 * 1024 * 1024))).status).toBe(413);
    expect(site.received).toHaveLength(1);
  });

  it('a request may hold as many events as a batch of Event Grid, and no more', async () => {
    const report = { type: REPORT_TYPE, data: { messageId: OPERATION_ID, status: 'Failed' } };
    expect((await site.send(Array(5_000).fill(report))).status).toBe(200);
    expect(site.received).toHaveLength(5_000);
    const response = await site.send(Array(5_001).fill(report));
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ type: 'urn:problem:too-many-events' });
    expect(site.received).toHaveLength(5_000);
  });

  it('a request causes no error and reveals nothing, whatever its shape', async () => {
    const part = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constant(undefined));
    const changed = (...names: readonly string[]) => fc.dictionary(fc.constantFrom(...names), part, { maxKeys: 2 });
    const outer = changed(...Object.keys(eventGridEvent()), 'type', '__proto__');
    const mutated = fc
      .tuple(fc.constantFrom(eventGridEvent, cloudEvent), outer, changed(...Object.keys(reportData())))
      .map(([make, outside, inside]) => ({ ...make({ ...reportData(), ...inside }), ...outside }));
    const bytes = fc.uint8Array({ maxLength: 64 });
    const body = fc.oneof(fc.jsonValue(), mutated, fc.array(mutated, { maxLength: 4 }), fc.string(), bytes);
    const headers = fc.record(
      {
        'aeg-event-type': fc.constantFrom('SubscriptionValidation', '', '__proto__'),
        'content-type': fc.constantFrom('application/cloudevents+json', 'text/plain'),
        authorization: fc.constantFrom('Bearer x', ''),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(body, headers, async (some, chosen) => {
        const response = await site.send(some, chosen);
        expect([200, 400, 401, 415]).toContain(response.status);
        const text = await response.text();
        for (const word of [EVENT_SECRET, RECIPIENT, '550 5.1.1', OPERATION_ID]) expect(text).not.toContain(word);
      }),
      { numRuns: 300 },
    );
    for (const report of site.received) {
      expect(Object.keys(report)).toEqual(['operationId', 'outcome']);
      expect(['delivered', 'failed']).toContain(report.outcome);
    }
    expect(site.errors).toEqual([]);
    expect((await fetch(`${site.url}/livez`)).status).toBe(200);
  });
});

describe('handling of mail events', () => {
  const many = (count: number) => Array.from({ length: count }, () => eventGridEvent());

  it('an outage of a store stops the handling and is answered with 503, so that Event Grid sends the events again', async () => {
    let calls = 0;
    site.handleReportsWith(() => {
      calls += 1;
      return Promise.reject(new Unavailable('sent-mail-log', new Error(`${RECIPIENT} at 10.0.0.7`)));
    });
    const response = await site.send(many(100));
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await response.text()).not.toMatch(/maria|10\.0\.0\.7|sent-mail-log/);
    expect(calls).toBe(8);
    expect(site.errors).toEqual([expect.any(Unavailable)]);
  });

  it.each([
    ['thrown', () => { throw new Error(RECIPIENT); }], // prettier-ignore
    ['rejected', () => Promise.reject(new Error(RECIPIENT))],
  ])('the handling continues with the other reports when the error of one is %s', async (_how, fail) => {
    const others: string[] = [];
    site.handleReportsWith(({ operationId }) => {
      if (operationId === OTHER) return fail();
      others.push(operationId);
      return Promise.resolve();
    });
    const bad = eventGridEvent(reportData('Failed', OTHER));
    const response = await site.send([bad, ...many(20), bad]);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('maria');
    expect(others).toHaveLength(20);
    expect(site.errors).toEqual([new Error(RECIPIENT)]);
  });

  it('at most eight reports are handled at the same time', async () => {
    let running = 0;
    let most = 0;
    site.handleReportsWith(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
    });
    expect((await site.send(many(50))).status).toBe(200);
    expect(most).toBe(8);
  });

  it('the handling reports no error when Event Grid disconnects before the response', async () => {
    let finish = () => {};
    const leaving = new AbortController();
    site.handleReportsWith(() => {
      leaving.abort();
      return new Promise((resolve) => (finish = resolve));
    });
    const aborted = fetch(`${site.url}/api/mail-events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${EVENT_SECRET}` },
      body: JSON.stringify([eventGridEvent()]),
      signal: leaving.signal,
    });
    await expect(aborted).rejects.toThrow();
    finish();
    expect((await fetch(`${site.url}/livez`)).status).toBe(200);
    expect(site.errors).toEqual([]);
  });
});
