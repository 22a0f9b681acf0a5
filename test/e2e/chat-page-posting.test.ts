import { Redis } from 'ioredis';
import type { Browser, Route } from 'playwright-core';
import { launchBrowser } from '../support/browser/browser';
import { openChatPage, type ChatVisit } from '../support/browser/chat-window';
import { startRedis, type RedisServer } from '../support/redis/redis-server';
import { startService, type RunningService } from '../support/http/running-service';
import { describeWith } from '../support/jest/required-tools';

const POSTS = '**/v3/directline/conversations/*/activities';
/** Longer than the service waits for Redis, which carries out afterwards what was given up (ms). */
const PAUSE = 2_500;

describeWith(['chromium', 'redis-server'], 'a message on the chat page that fails in the middle', () => {
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

  /** All that comes of a message until the next one is answered, which is said once the page knows that the first was taken. */
  const comesOf = async (words: string) => {
    const before = (await person.chat.said()).length;
    const taken = person.page.waitForResponse(
      (response) => response.request().method() === 'POST' && /\/activities$/.test(response.url()) && response.ok(),
    );
    await person.chat.say(words);
    await taken;
    await person.chat.say('english');
    await person.chat.waitForText('What do you need?');
    return (await person.chat.said()).slice(before);
  };
  const asEver = [
    'contacto',
    expect.stringContaining('Atención al Ciudadano'),
    '¿Qué necesita?',
    'english',
    'We go on in English.',
    'What do you need?',
  ];

  it('is answered once when it was kept, but too late for the service to know', async () => {
    const failed = person.page.waitForResponse((response) => response.status() === 503);
    const client = new Redis(redis.url);
    await client.call('CLIENT', 'PAUSE', PAUSE, 'ALL');
    client.disconnect();
    const said = comesOf('contacto');
    expect((await failed).request().method()).toBe('POST');
    expect(await said).toEqual(asEver);
  });

  it('is answered once when it was answered, but the way broke before the page was told', async () => {
    const statuses: number[] = [];
    const breakOnce = async (route: Route) => {
      const response = await route.fetch();
      statuses.push(response.status());
      await (statuses.length === 1 ? route.abort('connectionreset') : route.fulfill({ response }));
    };
    await person.page.route(POSTS, breakOnce);
    expect(await comesOf('contacto')).toEqual(asEver);
    expect(statuses).toEqual([200, 200, 200]);
  });
});
