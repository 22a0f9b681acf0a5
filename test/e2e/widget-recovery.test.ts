import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { Redis } from 'ioredis';
import { MINUTE } from '../../src/domain/time';
import { fastForwardRedis } from '../support/redis/fast-forward';
import { keyRingOfByte } from '../support/secrets/key-rings';
import { overflowsHorizontally, launchBrowser, visit, type Visit } from '../support/browser/browser';
import { chatWindowIn, type ChatWindow } from '../support/browser/chat-window';
import { acquireRedis, type AcquiredRedis } from '../support/redis/acquired-redis';
import { startService, type RunningService } from '../support/http/running-service';
import { describeWith } from '../support/jest/required-tools';

const KEY = 'faro lento bajo nube 81';

/** A visit to the institution's page with the chat open in it. */
interface Guest extends Visit {
  readonly chat: ChatWindow;
}

describeWith(['chromium', 'redis-server'], 'a recovery on the institution’s page', () => {
  let redis: AcquiredRedis;
  let service: RunningService;
  let browser: Browser;
  let guest: Guest | undefined;

  beforeAll(async () => {
    [redis, browser] = await Promise.all([acquireRedis(), launchBrowser()]);
    const SECRET_KEYS = `test:${Buffer.alloc(32, 9).toString('base64')}`;
    service = await startService({ REDIS_URL: redis.url, SECRET_KEYS });
  });
  afterEach(async () => {
    const browserErrors = guest?.browserErrors;
    await guest?.end();
    guest = undefined;
    expect(browserErrors).toEqual([]);
  });
  afterAll(async () => {
    await Promise.all([browser.close(), service.stop()]);
    await redis.release();
  });

  const arrive = async (options: BrowserContextOptions = {}, launcher = 'Chat para recuperar la clave') => {
    const person = await visit(browser, service.url, options);
    await person.page.goto(`${service.url}/`);
    await person.page.getByRole('button', { name: launcher, exact: true }).click();
    guest = { ...person, chat: await framedChat(person.page) };
    return guest;
  };

  /** Makes the entries of Redis older, because its clock cannot be moved. */
  const passTime = async (ms: number) => {
    const client = new Redis(redis.url);
    await fastForwardRedis(client, ms, keyRingOfByte(9));
    await client.quit();
  };

  it('clicking and typing complete a recovery, over a reload, with the link opened from the mailbox in another tab', async () => {
    const { chat, newTab, page } = await arrive();
    await chat.chooseSuggestion('Recuperar mi clave');
    await chat.waitForText('¿Cuál es la cédula del empleador?');
    await chat.say('1710034065');
    await chat.waitForText('¿Cuál es el RUC del empleador?');

    await page.reload();
    const again = await framedChat(page);
    await again.waitForText('¿Cuál es el RUC del empleador?');
    await again.say('1799999915001');
    await again.chooseSuggestion('0001');
    await again.waitForText('¿Está todo bien?');
    await again.chooseSuggestion('Sí');
    await again.waitForText('Le envié un código a p•••@example.com');

    const mailbox = await newTab();
    await mailbox.goto(`${service.url}/buzon`);
    await mailbox.getByRole('button', { name: 'Copiar el código' }).waitFor();
    await again.say(`es el ${await service.code()}`);
    await again.waitForText('El código es correcto.');
    await waitForCountdown(page, 'El enlace vence en');

    await mailbox.getByRole('link', { name: /Recuperación Clave para RUC/ }).click();
    const [resetPage] = await Promise.all([
      mailbox.context().waitForEvent('page'),
      mailbox.getByRole('link', { name: /^Abrir el enlace/ }).click(),
    ]);
    await resetPage.getByRole('button', { name: 'Continuar' }).click();
    await again.waitForText('Ya abrió el enlace.');
    await waitForCountdown(page, 'para crear la clave');

    await resetPage.getByLabel('Nueva clave', { exact: true }).fill(KEY);
    await resetPage.getByLabel('Repita la nueva clave').fill(KEY);
    await resetPage.getByRole('button', { name: 'Guardar la clave' }).click();
    await resetPage.getByText('Su nueva clave está lista').waitFor();
    await again.waitForText('su nueva clave ya funciona');
    await waitUntilVisible(page, 'su nueva clave ya funciona');
    await page.frameLocator('iframe').locator('#countdown').waitFor({ state: 'hidden' });
  });

  it('a wrong code is counted, and a new code is offered when the first has expired', async () => {
    const { chat, page } = await arrive();
    await chat.say('2459999013 ruc 2459999013001 suc 1');
    await chat.chooseSuggestion('Sí');
    await chat.waitForText('Le envié un código');
    const right = await service.code();
    await chat.say(right === '111111' ? '222222' : '111111');
    await chat.waitForText('Le quedan 4 intentos');

    await page.clock.setFixedTime(new Date(Date.now() + 3 * MINUTE));
    await passTime(3 * MINUTE);
    await waitForCountdown(page, 'El código venció. Pida otro.');
    await chat.say(right);
    await chat.waitForText('El código venció: duraba tres minutos. ¿Le envío otro?');
    await chat.chooseSuggestion('Enviar otro');
    // The countdown runs again, so the second code was sent.
    await waitForCountdown(page, 'El código vence en');
    expect(await service.code()).not.toBe(right);
    await chat.say(await service.code());
    await chat.waitForText('El código es correcto.');
  });

  it('each tab has a conversation of its own', async () => {
    const { chat, newTab } = await arrive();
    await chat.say('1710034065');
    await chat.waitForText('¿Cuál es el RUC del empleador?');

    const tab = await newTab();
    await tab.goto(`${service.url}/`);
    await tab.getByRole('button', { name: 'Chat para recuperar la clave', exact: true }).click();
    const other = await framedChat(tab);
    await other.waitForText('¿Qué necesita?');
    await other.say('contacto');
    await other.waitForText('Llame al IESS');
    expect((await other.said()).join()).not.toContain('1710034065');
    await chat.say('1799999915001');
    await chat.waitForText('sucursal?');
  });

  it('an ineligible employer is referred to the service centre, with a link that opens in a new tab', async () => {
    const { chat, page } = await arrive();
    await chat.say('2459999047 ruc 2459999047001 suc 1');
    await chat.chooseSuggestion('Sí');
    await chat.waitForText('cerrado o suspendido');
    await chat.waitForText('Pida un turno');
    // The two messages are taller than the panel, which must show the start of the first one.
    const frame = page.frameLocator('iframe');
    await frame.getByRole('button', { name: 'Más mensajes' }).waitFor();
    const why = frame.locator('.webchat__bubble__content').filter({ hasText: 'cerrado o suspendido' });
    const [bubble, panel] = await Promise.all([why.boundingBox(), page.locator('iframe').boundingBox()]);
    expect(bubble?.y).toBeGreaterThan(panel?.y ?? Infinity);
    const link = page.frameLocator('iframe').getByRole('article').getByRole('link', { name: 'www.iess.gob.ec' }).last();
    expect(await link.getAttribute('target')).toBe('_blank');
    expect(await link.getAttribute('rel')).toContain('noopener');
  });

  it('the chat leads to the link in English on a small phone, where it fills the screen', async () => {
    const { chat, page } = await arrive(
      { locale: 'en-US', viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true },
      'Password recovery chat',
    );
    await chat.chooseSuggestion('Recover my password');
    await chat.waitForText('What is the cédula of the employer?');
    await chat.say('2459999021');
    await chat.chooseSuggestion('Domestic service');
    await chat.chooseSuggestion('Yes');
    await chat.waitForText('I sent a code');
    expect(await chat.field.getAttribute('autocomplete')).toBe('one-time-code');
    await chat.say(await service.code());
    await chat.waitForText('The code is right.');
    await waitForCountdown(page, 'The link expires in');
    expect(await overflowsHorizontally(page)).toBe(false);
    const panel = await page.getByRole('dialog').boundingBox();
    expect(panel).toMatchObject({ x: 0, y: 0, width: 320, height: 568 });
  });
});

const waitForCountdown = (page: Page, words: string) =>
  page.frameLocator('iframe').locator('#countdown', { hasText: words }).waitFor();

/** Waits until the start of the bubble is visible in the chat. @throws Error after 5 s */
async function waitUntilVisible(page: Page, words: string): Promise<void> {
  const chat = page.locator('iframe');
  const bubble = page.frameLocator('iframe').locator('.webchat__bubble__content').filter({ hasText: words });
  for (let tries = 0; ; tries += 1) {
    const [start, panel] = await Promise.all([bubble.last().boundingBox(), chat.boundingBox()]);
    if (start && panel && start.y > panel.y && start.y + 40 < panel.y + panel.height - 200) return;
    if (tries === 50) throw new Error(`"${words}" is out of sight: ${JSON.stringify({ start, panel })}`);
    await page.waitForTimeout(100);
  }
}

async function framedChat(page: Page): Promise<ChatWindow> {
  const frame = await (await page.waitForSelector('iframe')).contentFrame();
  if (frame === null) throw new Error('the chat is not framed');
  await frame.waitForURL(/\/widget/);
  return chatWindowIn(frame);
}
