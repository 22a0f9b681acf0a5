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

describe('a delivery report', () => {
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
  ])('of the status %s tells that the mail was %s', async (status, outcome) => {
    expect(await statusOfEmptyResponse(await site.send([eventGridEvent(reportData(status))]))).toBe(200);
    expect(site.received).toEqual([{ operationId: OPERATION_ID, outcome }]);
  });

  it.each(['OutForDelivery', 'SomethingNew', '', 'constructor', 7, null])(
    'of the status %p decides nothing',
    async (status) => {
      expect(await statusOfEmptyResponse(await site.send([eventGridEvent(reportData(status))]))).toBe(200);
      expect(site.received).toEqual([]);
    },
  );

  it('tells the operation and the outcome, and nothing of whom it went to', async () => {
    const more = { internetMessageId: '<a@b>', deliveryAttemptTimestamp: '2026-03-01T00:22:20Z' };
    await site.send([eventGridEvent({ ...reportData('Bounced'), ...more })]);
    expect(site.received).toEqual([failed]);
  });

  it('names the operation as it was given out, whatever the letters’ case', async () => {
    await site.send([eventGridEvent(reportData('Delivered', OPERATION_ID.toUpperCase()))]);
    expect(site.received).toEqual([delivered]);
  });

  it.each([
    ['application/cloudevents+json; charset=utf-8', cloudEvent()],
    ['application/cloudevents-batch+json; charset=utf-8', [cloudEvent()]],
    ['Application/CloudEvents-Batch+JSON', [cloudEvent(), cloudEvent()]],
    // Whichever of them Event Grid calls a batch by.
    ['application/cloudevents+json', [cloudEvent(), cloudEvent()]],
    ['application/json', cloudEvent()],
  ])('may come by CloudEvents (%s)', async (type, body) => {
    expect(await statusOfEmptyResponse(await site.send(body, { 'content-type': type }))).toBe(200);
    expect(site.received).toEqual(Array.isArray(body) ? body.map(() => delivered) : [delivered]);
  });

  it('is handed on as often as it comes, and in the order in which it comes', async () => {
    await site.send([eventGridEvent(reportData('Failed')), eventGridEvent(), eventGridEvent()]);
    await site.send([eventGridEvent()]);
    expect(site.received).toEqual([failed, delivered, delivered, delivered]);
  });

  it.each<[string, unknown]>([
    [
      'another event of the mail service',
      eventGridEvent({}, 'Microsoft.Communication.EmailEngagementTrackingReportReceived'),
    ],
    ['one of another service', eventGridEvent(reportData(), 'Microsoft.Storage.BlobCreated')],
    ['one of a later kind', eventGridEvent(reportData(), `${REPORT_TYPE}V2`)],
    ['one without data', { ...eventGridEvent(), data: undefined }],
    ['one without an operation', eventGridEvent(reportData('Failed', null))],
    ['one whose operation is none of ours', eventGridEvent(reportData('Failed', 'x'.repeat(100_000)))],
    ['one whose operation is a list', eventGridEvent(reportData('Failed', [OPERATION_ID]))],
    ['null', null],
    ['a text', 'event'],
    ['a list', [eventGridEvent()]],
  ])('is taken though it comes with %s', async (_what, stranger) => {
    expect(await statusOfEmptyResponse(await site.send([stranger, eventGridEvent(), stranger]))).toBe(200);
    expect(site.received).toEqual([delivered]);
    expect(await statusOfEmptyResponse(await site.send([stranger]))).toBe(200);
    expect(site.received).toHaveLength(1);
  });

  it('is taken though it comes with a nest deeper than any program walks', async () => {
    const nest = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect((await site.send(`[${nest},${JSON.stringify(eventGridEvent())}]`)).status).toBe(200);
    expect(site.received).toEqual([delivered]);
  });

  it.each(['SubscriptionDeletion', 'Unsubscribe', 'SomethingNew', undefined])(
    'is read whatever Event Grid says it does (%p)',
    async (name) => {
      expect(await statusOfEmptyResponse(await site.send([eventGridEvent()], { 'aeg-event-type': name }))).toBe(200);
      expect(await statusOfEmptyResponse(await site.send([], { 'aeg-event-type': name }))).toBe(200);
      expect(site.received).toEqual([delivered]);
    },
  );
});

describe('a request with events', () => {
  it.each(['text/plain', 'application/xml', 'application/jsonp', 'application/cloudevents', undefined])(
    'of the type %s is not read',
    async (type) => {
      const body = new TextEncoder().encode(JSON.stringify([eventGridEvent()]));
      expect((await site.send(body, { 'content-type': type })).status).toBe(415);
      expect(site.received).toEqual([]);
    },
  );

  it('that is packed is not read', async () => {
    expect((await site.send([eventGridEvent()], { 'content-encoding': 'gzip' })).status).toBe(415);
  });

  it.each(['', '{', '[', 'undefined', '7', '"event"', 'null', 'true'])('of %p is refused', async (body) => {
    const response = await site.send(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ type: 'about:blank', title: 'Bad Request', status: 400 });
  });

  it('may be as large as Event Grid makes one, and no larger', async () => {
    const filled = (bytes: number) => [eventGridEvent(), { filling: 'x'.repeat(bytes) }];
    expect((await site.send(filled(1.4 * 1024 * 1024))).status).toBe(200);
    expect(site.received).toEqual([delivered]);
    expect((await site.send(filled(1.6 * 1024 * 1024))).status).toBe(413);
    expect(site.received).toHaveLength(1);
  });

  it('may hold as many events as Event Grid puts into one, and no more', async () => {
    const few = { type: REPORT_TYPE, data: { messageId: OPERATION_ID, status: 'Failed' } };
    expect((await site.send(Array(5_000).fill(few))).status).toBe(200);
    expect(site.received).toHaveLength(5_000);
    const response = await site.send(Array(5_001).fill(few));
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ type: 'urn:problem:too-many-events' });
    expect(site.received).toHaveLength(5_000);
  });

  it('of any shape makes no error and tells nothing', async () => {
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

describe('trouble', () => {
  const many = (count: number) => Array.from({ length: count }, () => eventGridEvent());

  it('with a store has Event Grid come again, and hands on nothing more until then', async () => {
    let calls = 0;
    site.handleReportsWith(() => {
      calls += 1;
      return Promise.reject(new Unavailable('sent-mail-log', new Error(`${RECIPIENT} at 10.0.0.7`)));
    });
    const response = await site.send(many(100));
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await response.text()).not.toMatch(/maria|10\.0\.0\.7|ledger/);
    expect(calls).toBe(8);
    expect(site.errors).toEqual([expect.any(Unavailable)]);
  });

  it.each([
    ['thrown', () => { throw new Error(RECIPIENT); }], // prettier-ignore
    ['rejected', () => Promise.reject(new Error(RECIPIENT))],
  ])('with one report (%s) keeps none of the others waiting', async (_how, fail) => {
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

  it('is not made by handing on all at once', async () => {
    let under = 0;
    let most = 0;
    site.handleReportsWith(async () => {
      under += 1;
      most = Math.max(most, under);
      await new Promise((resolve) => setTimeout(resolve, 1));
      under -= 1;
    });
    expect((await site.send(many(50))).status).toBe(200);
    expect(most).toBe(8);
  });

  it('is none when Event Grid leaves before the answer', async () => {
    let finish = () => {};
    const leaving = new AbortController();
    site.handleReportsWith(() => {
      leaving.abort();
      return new Promise((resolve) => (finish = resolve));
    });
    const left = fetch(`${site.url}/api/mail-events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${EVENT_SECRET}` },
      body: JSON.stringify([eventGridEvent()]),
      signal: leaving.signal,
    });
    await expect(left).rejects.toThrow();
    finish();
    expect((await fetch(`${site.url}/livez`)).status).toBe(200);
    expect(site.errors).toEqual([]);
  });
});
