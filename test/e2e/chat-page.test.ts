import type { Locator } from 'playwright-core';
import { chatLimits } from '../../src/policy/chat';
import { overflowsHorizontally } from '../support/browser/browser';
import type { ChatVisitOptions } from '../support/browser/chat-window';
import { useChatPage } from '../support/browser/chat-page-visits';
import { describeWith } from '../support/jest/required-tools';
import { describeChatPageAccessibility } from './suites/chat-page-accessibility';

/** The tests take these claims in turn, because each employer may get only five codes an hour. */
const CLAIMS = [
  '1710034065 ruc 1799999915001 suc 1',
  '2459999070 ruc 1769999180001 suc 2',
  '2459999013 ruc 2459999013001 suc 1',
];
let claimsTaken = 0;
const nextClaim = () => String(CLAIMS[claimsTaken++ % CLAIMS.length]);

describeWith(['chromium'], 'the chat page', () => {
  const site = useChatPage();
  const { open } = site;

  const openWithCode = async (options: ChatVisitOptions = {}) => {
    const opened = await open(options);
    await opened.chat.say(nextClaim());
    await opened.chat.waitForText('Revise sus datos');
    await opened.chat.chooseSuggestion('Sí');
    await opened.chat.waitForText('Le envié un código');
    await opened.page.locator('#countdown', { hasText: /El código vence en [0-3]:\d\d/ }).waitFor();
    return opened;
  };

  it('the chat page loads less than 520 KiB, requests nothing from other hosts, and causes no browser error', async () => {
    const { browserErrors, page, blockedRequests } = await open();
    expect({ browserErrors, blockedRequests }).toEqual({ browserErrors: [], blockedRequests: [] });
    const bytes = await page.evaluate<number>(
      `[...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')]
        .reduce((sum, { transferSize }) => sum + transferSize, 0)`,
    );
    expect(bytes).toBeLessThan(520 * 1024);
  });

  it('the chat page warns above the conversation never to type a key in a chat', async () => {
    const { page } = await open();
    expect(await page.getByText('Nunca escriba su clave en un chat.').isVisible()).toBe(true);
  });

  it('the countdown shows the end of the code on screen, and in words for screen readers', async () => {
    const { page } = await openWithCode();
    await page.locator('#countdown-words', { hasText: 'El código vence en 3 minutos.' }).waitFor();
    expect(await page.locator('#countdown').getAttribute('aria-hidden')).toBe('true');
  });

  it('the countdown follows the clock of the service, not the clock of the device', async () => {
    const { chat, page } = await open({
      prepare: (page) =>
        page.addInitScript(`{
          const now = Date.now;
          Date.now = () => now() + 3_600_000;
        }`),
    });
    await chat.say(nextClaim());
    await chat.chooseSuggestion('Sí');
    await page.locator('#countdown', { hasText: /El código vence en (2:5\d|3:00)/ }).waitFor();
  });

  it('the countdown shows that the code has expired when its time is over', async () => {
    const { chat, page } = await open();
    await chat.say(nextClaim());
    await chat.chooseSuggestion('Sí');
    await page.locator('#countdown', { hasText: 'El código vence en' }).waitFor();
    await page.clock.setFixedTime(Date.now() + 181_000);
    await page.locator('#countdown', { hasText: 'El código venció. Pida otro.' }).waitFor();
    // Screen readers get the same text.
    await page.locator('#countdown-words', { hasText: 'El código venció. Pida otro.' }).waitFor();
  });

  it('the countdown is cleared for screen readers when the language changes and when the code was used', async () => {
    const { chat, page } = await openWithCode();
    const words = page.locator('#countdown-words');
    await words.filter({ hasText: 'El código vence en 3 minutos.' }).waitFor();
    await chat.say('english');
    await page.locator('#countdown', { hasText: 'The code expires in' }).waitFor();
    expect(await words.textContent()).toBe('');
    await chat.say(await site.service.code());
    await page.locator('#countdown', { hasText: 'The link expires in' }).waitFor();
    expect(await words.textContent()).toBe('');
  });

  it('a phone shows the numeric keyboard for numbers and codes, and a button for letters', async () => {
    const { chat, page } = await open({ hasTouch: true, isMobile: true, viewport: { width: 320, height: 568 } });
    const keyboardOf = async () =>
      `${await chat.field.getAttribute('inputmode')} ${await chat.field.getAttribute('autocomplete')}`;
    expect(await keyboardOf()).toBe('text off');
    await chat.chooseSuggestion('Recuperar mi clave');
    await chat.waitForText('cédula del empleador');
    expect(await keyboardOf()).toBe('numeric off');
    await page.getByRole('button', { name: 'Usar teclado de letras' }).tap();
    expect(await keyboardOf()).toBe('text off');
    expect(await page.evaluate(`document.activeElement.dataset.id`)).toBe('webchat-sendbox-input');
    await chat.say(nextClaim());
    await chat.chooseSuggestion('Sí');
    await chat.waitForText('Le envié un código');
    expect(await keyboardOf()).toBe('numeric one-time-code');
    expect(await page.getByRole('button', { name: 'Usar teclado de letras' }).isVisible()).toBe(true);
  });

  it('the chat page follows the language of the conversation, and starts in that of its `lang` parameter', async () => {
    const { chat, page } = await open();
    await chat.chooseSuggestion('English');
    await page.getByText('Never type your password in a chat.').waitFor();
    expect(await page.evaluate('`${document.documentElement.lang} ${document.title}`')).toBe(
      'en Recover the employer password (clave) · IESS',
    );
    expect(await chat.field.getAttribute('placeholder')).toBe('Type your message');
    await page.evaluate('sessionStorage.clear()');
    await page.goto(`${site.service.url}/widget?lang=en`);
    await chat.waitForText('What do you need?');
  });

  it('the field is labelled with what the bot asks for, in the language of the conversation', async () => {
    const { chat, page } = await open();
    const labelled = (label: string) => page.getByRole('textbox', { name: label }).and(page.getByPlaceholder(label));
    await labelled('Escriba su mensaje').waitFor();
    await chat.chooseSuggestion('Recuperar mi clave');
    await labelled('Escriba la cédula').waitFor();
    await chat.say('english');
    await labelled('Type the cédula').waitFor();
    await chat.say('1710034065');
    await labelled('Type the RUC').waitFor();
    await chat.say('español');
    await labelled('Escriba el RUC').waitFor();
    await chat.say('1799999915001');
    await labelled('Escriba la sucursal').waitFor();
    await chat.say('1');
    await labelled('Escriba su mensaje').waitFor();
    await chat.chooseSuggestion('Sí');
    await labelled('Escriba el código').waitFor();
  });

  it('the chat page can be used with the keyboard alone up to the code', async () => {
    const { chat, page } = await open();
    await chat.field.focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await chat.waitForText('cédula del empleador');
    await page.keyboard.type(nextClaim());
    await page.keyboard.press('Enter');
    await chat.waitForText('Revise sus datos');
    await page.keyboard.type('sí');
    await page.keyboard.press('Enter');
    await chat.waitForText('Le envié un código');
  });

  // A phone with its on-screen keyboard open, and a screen at 400 % zoom.
  it.each([
    [360, 340, 160],
    [320, 256, 7 * 16],
  ])(
    'the conversation is readable and every control on screen at %i × %i pixels',
    async (width, height, leastHeight) => {
      const { chat, page } = await openWithCode({ hasTouch: true, isMobile: true, viewport: { width, height } });
      const boxOf = async (locator: Locator) => (await locator.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
      const transcript = await boxOf(page.locator('.webchat__basic-transcript'));
      expect(transcript.height).toBeGreaterThanOrEqual(leastHeight);
      expect(await overflowsHorizontally(page)).toBe(false);

      const letters = page.getByRole('button', { name: 'Usar teclado de letras' });
      const send = page.locator('.webchat__send-button');
      for (const each of [chat.field, send, letters]) {
        const { y, height: size } = await boxOf(each);
        expect(size).toBeGreaterThan(0);
        expect(y + size).toBeLessThanOrEqual(height);
      }
      const { x, width: size } = await boxOf(send);
      expect(x + size).toBeLessThanOrEqual((await boxOf(letters)).x);
      await chat.chooseSuggestion('No puedo abrir mi correo');
      await chat.waitForText('Centro de Atención Universal');
    },
  );

  it('the connection status of Web Chat is hidden, because the page shows its own', async () => {
    const { page } = await open();
    expect(await page.getByText('Estado de conexión').evaluateAll((found) => found.length)).toBe(1);
    expect(await page.getByText('Estado de conexión').isVisible()).toBe(false);
    expect(await page.locator('main').ariaSnapshot()).not.toContain('Estado de conexión');
  });

  it('a message is limited to the length that the service accepts', async () => {
    const { chat, page } = await open();
    await chat.field.focus();
    await page.keyboard.insertText('x'.repeat(chatLimits.textLength + 1));
    expect(await chat.field.inputValue()).toHaveLength(chatLimits.textLength);
  });
});

describeChatPageAccessibility(['light']);
