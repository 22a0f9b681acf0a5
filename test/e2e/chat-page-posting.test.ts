import { Redis } from 'ioredis';
import type { Browser, Route } from 'playwright-core';
import { launchBrowser } from '../support/browser/browser';
import { openChatPage, type ChatVisit } from '../support/browser/chat-window';
import { startRedis, type RedisServer } from '../support/redis/redis-server';
import { startService, type RunningService } from '../support/http/running-service';
import { describeWith } from '../support/jest/required-tools';

const POSTS = '**/v3/directline/conversations/*/activities';
/** Longer (ms) than the service waits for Redis. Redis runs the abandoned commands afterwards. */
const PAUSE = 2_500;

describeWith(['chromium', 'redis-server'], 'a message of the chat page whose request fails', () => {
  let browser: Browser;
  let redis: RedisServer;
  let service: RunningService;
  let person: ChatVisit;

  beforeAll(async () => {
    [browser, redis] = await Promise.all([launchBrowser(), startRedis()]);
    const SECRET_KEYS = `test:${Buffer.alloc(32, 9).toString('base64')}`;
    service = await startService({ REDIS_URL: redis.url, SECRET_KEYS });
  });
  beforeEach(async () => {
    person = await openChatPage(browser, service.url);
  });
  afterEach(() => person.end());
  afterAll(async () => {
    await Promise.all([browser.close(), service.stop()]);
    await redis.stop();
  });

  /** Sends a message, waits until its request succeeds, sends another, and returns all that both added to the transcript. */
  const transcriptAfter = async (words: string) => {
    const before = (await person.chat.said()).length;
    const accepted = person.page.waitForResponse(
      (response) => response.request().method() === 'POST' && /\/activities$/.test(response.url()) && response.ok(),
    );
    await person.chat.say(words);
    await accepted;
    await person.chat.say('english');
    await person.chat.waitForText('What do you need?');
    return (await person.chat.said()).slice(before);
  };
  const answeredOnce = [
    'contacto',
    expect.stringContaining('Llame al IESS'),
    '¿Qué necesita?',
    'english',
    'Let’s continue in English.',
    'What do you need?',
  ];

  it('a message is answered once when Redis stores it after the service has given up', async () => {
    const failed = person.page.waitForResponse((response) => response.status() === 503);
    const client = new Redis(redis.url);
    await client.call('CLIENT', 'PAUSE', PAUSE, 'ALL');
    client.disconnect();
    const said = transcriptAfter('contacto');
    expect((await failed).request().method()).toBe('POST');
    expect(await said).toEqual(answeredOnce);
  });

  it('a message is answered once when the connection breaks before the page gets the response', async () => {
    const statuses: number[] = [];
    const breakOnce = async (route: Route) => {
      const response = await route.fetch();
      statuses.push(response.status());
      await (statuses.length === 1 ? route.abort('connectionreset') : route.fulfill({ response }));
    };
    await person.page.route(POSTS, breakOnce);
    expect(await transcriptAfter('contacto')).toEqual(answeredOnce);
    expect(statuses).toEqual([200, 200, 200]);
  });
});
