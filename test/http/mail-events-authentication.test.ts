import {
  statusOfEmptyResponse,
  eventGridEvent,
  reportData,
  EVENT_SECRET,
  startMailEventsServer,
  type MailEventsServer,
} from '../support/mail/mail-events-server';

let site: MailEventsServer;
beforeAll(async () => {
  site = await startMailEventsServer();
});
beforeEach(() => {
  site.reset();
});
afterAll(() => site.stop());

describe('authentication of the sender of mail events', () => {
  it.each([
    ['no secret', undefined],
    ['another secret', `Bearer ${EVENT_SECRET}x`],
    ['the beginning of the secret', `Bearer ${EVENT_SECRET.slice(0, -1)}`],
    ['the secret in capitals', `Bearer ${EVENT_SECRET.toUpperCase()}`],
    ['the secret twice', `Bearer ${EVENT_SECRET} ${EVENT_SECRET}`],
    ['the secret without a scheme', EVENT_SECRET],
    ['the secret under another scheme', `Basic ${EVENT_SECRET}`],
    ['an empty secret', 'Bearer '],
    ['a very long secret', `Bearer ${'a'.repeat(8_000)}`],
  ])('a sender with %s is refused, always by the same response', async (_which, authorization) => {
    const response = await site.send([eventGridEvent()], { authorization });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.text()).toBe('{"type":"about:blank","title":"Unauthorized","status":401}');
    expect(site.received).toEqual([]);
  });

  it('a sender with the secret in the URL is refused', async () => {
    const query = `?code=${EVENT_SECRET}&access_token=${EVENT_SECRET}&authorization=Bearer%20${EVENT_SECRET}`;
    const response = await site.send([eventGridEvent()], { authorization: undefined }, query);
    expect(response.status).toBe(401);
    expect(await response.text()).not.toContain(EVENT_SECRET);
    expect(site.received).toEqual([]);
  });

  it('a sender with the secret in another header is refused', async () => {
    const headers = {
      authorization: undefined,
      'aeg-sas-key': EVENT_SECRET,
      'x-api-key': EVENT_SECRET,
      cookie: `code=${EVENT_SECRET}`,
    };
    expect((await site.send([eventGridEvent()], headers)).status).toBe(401);
    expect(site.received).toEqual([]);
  });

  it.each(['Bearer', 'BEARER', 'bearer', 'Bearer '])('a sender may write the scheme as “%s”', async (scheme) => {
    expect((await site.send([eventGridEvent()], { authorization: `${scheme} ${EVENT_SECRET}` })).status).toBe(200);
    expect(site.received).toHaveLength(1);
  });

  it('a sender is authenticated before the body is read', async () => {
    const withoutSecret = { authorization: undefined };
    expect((await site.send('{', withoutSecret)).status).toBe(401);
    expect((await site.send('x'.repeat(3_000_000), withoutSecret)).status).toBe(401);
    expect((await site.send('', { ...withoutSecret, 'content-type': 'text/plain' })).status).toBe(401);
  });

  it.each(['GET', 'HEAD', 'PUT', 'DELETE'])(
    'a sender is refused with the method %s or at another path',
    async (method) => {
      const headers = { authorization: `Bearer ${EVENT_SECRET}` };
      expect((await fetch(`${site.url}/api/mail-events`, { method, headers })).status).toBe(405);
      expect((await fetch(`${site.url}/api/mail-events/x`, { method: 'POST', headers })).status).toBe(404);
    },
  );
});

describe('handshake of Event Grid', () => {
  const CODE = '512D38B6-c7b8-40c8-89fe-f46f9e9622b6';
  const validation = (validationCode: unknown) => {
    const data = { validationCode, validationUrl: `${site.url}/nowhere?token=${'a'.repeat(2_000)}` };
    return [eventGridEvent(data, 'Microsoft.EventGrid.SubscriptionValidationEvent')];
  };
  const shake = (body: unknown, authorization?: string) =>
    site.send(body, { 'aeg-event-type': 'SubscriptionValidation', authorization });

  it.each([
    ['without the secret', undefined],
    ['with the secret', `Bearer ${EVENT_SECRET}`],
  ])('the handshake of Event Grid returns the validation code %s', async (_how, authorization) => {
    const response = await shake(validation(CODE), authorization);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    // Event Grid has not always accepted chunked responses.
    expect(response.headers.get('content-length')).toBe('61');
    expect(await response.text()).toBe(`{"validationResponse":"${CODE}"}`);
  });

  it.each(['Bearer another', EVENT_SECRET])(
    'the handshake of Event Grid is refused with a wrong or badly written secret (%s)',
    async (authorization) => {
      expect((await shake(validation(CODE), authorization)).status).toBe(401);
    },
  );

  it('the handshake of Event Grid handles no event', async () => {
    expect((await shake([eventGridEvent()])).status).toBe(400);
    expect((await shake([...validation(CODE), eventGridEvent()])).status).toBe(400);
    expect((await shake([eventGridEvent({ ...reportData(), validationCode: CODE })])).status).toBe(200);
    expect(site.received).toEqual([]);
  });

  it.each<[string, () => unknown]>([
    ['no code', () => validation(undefined)],
    ['an empty code', () => validation('')],
    ['a code that is no string', () => validation(7)],
    ['markup as its code', () => validation('<script>alert(1)</script>')],
    ['a very long code', () => validation('a'.repeat(129))],
    ['two events', () => [...validation(CODE), ...validation(CODE)]],
    ['no list', () => validation(CODE)[0]],
    ['nothing', () => []],
    ['null', () => null],
    ['no JSON', () => '{'],
  ])('the handshake of Event Grid is refused with %s', async (_which, body) => {
    const response = await shake(body());
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ type: 'about:blank', title: 'Bad Request', status: 400 });
  });

  it('the handshake of Event Grid is refused when it is long or not JSON', async () => {
    expect((await shake(validation('a'.repeat(20_000)))).status).toBe(413);
    const headers = { 'aeg-event-type': 'subscriptionvalidation', 'content-type': 'text/plain' };
    expect((await site.send(validation(CODE), headers)).status).toBe(415);
  });
});

describe('handshake of CloudEvents', () => {
  it.each(['eventgrid.azure.net', 'eventgrid.azure.us', 'eventemitter.example.com'])(
    'the handshake of CloudEvents consents to %s',
    async (host) => {
      const response = await site.sendOptions({ 'WebHook-Request-Origin': host, 'WebHook-Request-Rate': '120' });
      expect(await statusOfEmptyResponse(response)).toBe(200);
      expect(response.headers.get('webhook-allowed-origin')).toBe(host);
      expect(response.headers.get('webhook-allowed-rate')).toBe('*');
      expect(response.headers.get('allow')).toBe('POST');
    },
  );

  it('the handshake of CloudEvents needs no secret, but is refused with a wrong one', async () => {
    const host = { 'WebHook-Request-Origin': 'eventgrid.azure.net' };
    expect((await site.sendOptions({ ...host, authorization: `Bearer ${EVENT_SECRET}` })).status).toBe(200);
    const refused = await site.sendOptions({ ...host, authorization: 'Bearer another' });
    expect(refused.status).toBe(401);
    expect(refused.headers.get('webhook-allowed-origin')).toBeNull();
  });

  it.each(['', '*', 'https://eventgrid.azure.net', 'eventgrid.azure.net:443', 'a b', '<b>', 'a, b', 'a.'.repeat(130)])(
    'the handshake of CloudEvents refuses an origin that is no host name (%p)',
    async (host) => {
      const response = await site.sendOptions({ 'WebHook-Request-Origin': host });
      expect(response.status).toBe(400);
      expect(response.headers.get('webhook-allowed-origin')).toBeNull();
    },
  );

  it('the handshake of CloudEvents follows no callback URL, and answers no CORS preflight', async () => {
    expect((await site.sendOptions({ 'WebHook-Request-Callback': `${site.url}/livez` })).status).toBe(400);
    const preflight = await site.sendOptions({
      origin: 'https://www.example.com',
      'access-control-request-method': 'POST',
    });
    expect(preflight.status).toBe(400);
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  });
});
