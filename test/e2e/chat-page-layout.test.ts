import type { Locator, Page } from 'playwright-core';
import { overflowsHorizontally } from '../support/browser/browser';
import { chatWindowIn } from '../support/browser/chat-window';
import { useChatPage } from '../support/browser/chat-page-visits';
import { waitUntil } from '../support/jest/wait-until';
import { describeWith } from '../support/jest/required-tools';

const SMALL_PHONE = { viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true };

describeWith(['chromium'], 'layout of the chat page', () => {
  const site = useChatPage();
  const { open } = site;

  it('the button to further messages covers no text, and disappears once the last message is fully visible', async () => {
    const { chat, page } = await open(SMALL_PHONE);
    await chat.say('asistencia presencial');
    await chat.waitForText('Pida un turno');
    const button = page.getByRole('button', { name: 'Más mensajes' });
    await button.waitFor();
    const messages = await boxOf(page.locator(TRANSCRIPT));
    expect((await boxOf(button)).y).toBeGreaterThanOrEqual(messages.y + messages.height);

    // The time below the last message may remain out of sight.
    await waitUntil(async () => {
      await page.evaluate(`{
        const scroller = document.querySelector('${TRANSCRIPT}');
        const last = [...document.querySelectorAll('.webchat__bubble__content')].at(-1);
        scroller.scrollTop += last.getBoundingClientRect().bottom - scroller.getBoundingClientRect().bottom;
      }`);
      return button.isHidden();
    });
  });

  it('the button to further messages gives way to a last line that only its own room cuts off', async () => {
    const { chat, page } = await open(SMALL_PHONE);
    await chat.say('asistencia presencial');
    await chat.waitForText('Pida un turno');
    const button = page.getByRole('button', { name: 'Más mensajes' });
    await button.waitFor();
    const [above, below] = await Promise.all([boxOf(page.locator(TRANSCRIPT)), boxOf(button)]);
    const room = below.y + below.height - above.y - above.height;
    // Scrolls so that the last line would end within the button's room. Repeated, because a message may still come.
    await waitUntil(async () => {
      await page.evaluate(`{
        const scroller = document.querySelector('${TRANSCRIPT}');
        const last = [...document.querySelectorAll('.webchat__bubble__content')].at(-1);
        const end = ${above.y + above.height + room};
        scroller.scrollTop += last.getBoundingClientRect().bottom - end;
      }`);
      if (await button.isVisible()) return false;
      const [last, messages] = await Promise.all([
        boxOf(page.locator('.webchat__bubble__content').last()),
        boxOf(page.locator(TRANSCRIPT)),
      ]);
      return last.y + last.height <= messages.y + messages.height;
    });
  });

  it('pressing the button to further messages leads to the end of the conversation', async () => {
    const { chat, page } = await open(SMALL_PHONE);
    await chat.say('asistencia presencial');
    await chat.waitForText('Pida un turno');
    await page.getByRole('button', { name: 'Más mensajes' }).tap();
    await waitUntil(async () => {
      const [last, messages] = await Promise.all([
        boxOf(page.locator('.webchat__bubble__content').last()),
        boxOf(page.locator(TRANSCRIPT)),
      ]);
      return last.y + last.height <= messages.y + messages.height;
    });
  });

  it('each reply is scrolled into view, whatever the choices do to the height of the conversation', async () => {
    const { chat, page } = await open({ viewport: { width: 380, height: 545 } });
    await chat.chooseSuggestion('Recuperar mi clave');
    for (const [question, answer] of [
      ['cédula', '1710034065'],
      ['RUC', '1799999915001'],
      ['sucursal', '1'],
    ] as const) {
      await chat.waitForText(question);
      const last = page.locator('.webchat__bubble__content').last().filter({ hasText: question });
      await waitUntil(async () => {
        const [reply, messages] = await Promise.all([boxOf(last), boxOf(page.locator(TRANSCRIPT))]);
        return reply.y >= messages.y && reply.y + reply.height <= messages.y + messages.height;
      });
      await chat.say(answer);
    }
  });

  it('choices beyond two rows are folded behind a button until the next question', async () => {
    const { chat, page } = await open(SMALL_PHONE);
    const choices = page.getByRole('toolbar').getByRole('button');
    const more = page.getByRole('button', { name: 'Más opciones' });
    await more.waitFor();
    expect(await more.getAttribute('aria-expanded')).toBe('false');
    expect((await boxOf(page.getByRole('toolbar'))).height).toBeLessThan(2 * 56 + 12);
    const folded = await choices.allInnerTexts();

    await more.tap();
    const fewer = page.getByRole('button', { name: 'Menos opciones' });
    expect(await fewer.getAttribute('aria-expanded')).toBe('true');
    const all = await choices.allInnerTexts();
    expect(all.length).toBeGreaterThan(folded.length);
    // The first choice, and the last one before the button.
    expect([folded[0], folded.at(-2)]).toEqual([all[0], all.at(-2)]);
    await chat.say('ayuda');
    await more.waitFor();
  });

  it('choices that fit into the rows of a window are not folded', async () => {
    const { page } = await open({ viewport: { width: 1280, height: 800 } });
    await page.getByRole('toolbar').getByRole('button', { name: 'English' }).waitFor();
    expect(await page.getByRole('button', { name: 'Más opciones' }).count()).toBe(0);
  });

  it('the keyboard reaches every choice, because the focus unfolds them', async () => {
    const { chat, page } = await open(SMALL_PHONE);
    await chat.field.focus();
    // The button of the fold is the last one of the choices.
    await page.keyboard.press('Shift+Tab');
    await page.getByRole('button', { name: 'Más opciones' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Shift+Tab');
    await page.getByRole('button', { name: 'Menos opciones' }).waitFor();
    await page.keyboard.press('ArrowRight');
    const second = page.getByRole('toolbar').getByRole('button').nth(1);
    await second.and(page.locator(':focus')).waitFor();
    const name = await second.innerText();
    await page.keyboard.press('Enter');
    await chat.waitForText(name);
  });

  it('the links of the conversation are at least 24 pixels high, and a telephone number stays in one line', async () => {
    const { chat, page } = await open(SMALL_PHONE);
    await chat.say('contacto');
    await chat.waitForText('Llame al IESS');
    await chat.say('asistencia presencial');
    await chat.waitForText('Pida un turno');
    const links = page.locator('.webchat__bubble__content a');
    const heights = await links.evaluateAll((all) =>
      all.flatMap((link) => [...link.getClientRects()].map(({ height }) => height)),
    );
    expect(heights.length).toBeGreaterThan(5);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(24);
    const lines = await page.locator('a[href^="tel:"]').evaluateAll((all) => all.map((a) => a.getClientRects().length));
    expect(new Set(lines)).toEqual(new Set([1]));
  });

  it('every region and log of the chat has a name, and the buttons that close something have different names', async () => {
    const { page } = await open();
    const names = await page
      .locator(':is([role="region"], [role="log"], [role="feed"], [role="form"]):not(.webchat__toaster)')
      .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
    expect(names).toEqual(['Chat', 'Mensajes nuevos', 'Mensajes', 'Su respuesta']);
    expect(await page.getByRole('log').count()).toBe(1);
    const closing = page.getByRole('button', { name: 'Cerrar', includeHidden: true });
    expect(await closing.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')))).toEqual([
      'Cerrar la ayuda del teclado',
    ]);
  });

  it('the panel leaves 120 pixels to the conversation at 400 % zoom while a code is live', async () => {
    const visitor = await site.visit({ viewport: { width: 320, height: 256 } });
    const { chat, frame } = await openPanel(visitor.page, site.service.url);
    // The start of the greeting, below the bar and the note.
    await waitUntil(async () => (await boxOf(frame.locator('.webchat__bubble__content').first())).y > 40);
    await chat.say('2459999013 ruc 2459999013001 suc 1');
    await chat.waitForText('Revise sus datos');
    await chat.chooseSuggestion('Sí');
    await chat.waitForText('Le envié un código');
    await frame.locator('#countdown', { hasText: 'El código vence en' }).waitFor();
    // The choices of the message before fold first.
    await waitUntil(async () => (await boxOf(frame.locator(TRANSCRIPT))).height >= 120);
    const field = await boxOf(chat.field);
    expect(field.y + field.height).toBeLessThanOrEqual(256);
    expect(await overflowsHorizontally(visitor.page)).toBe(false);
  });

  it('the panel leaves 120 pixels to the conversation at 400 % zoom while a long choice is offered', async () => {
    const visitor = await site.visit({ viewport: { width: 320, height: 256 } });
    const { chat, frame } = await openPanel(visitor.page, site.service.url);
    await chat.chooseSuggestion('Recuperar mi clave');
    await chat.waitForText('¿Cuál es la cédula');
    const choices = frame.getByRole('toolbar').getByRole('button', { includeHidden: true });
    const long = choices.filter({ hasText: 'No tengo cédula (extranjeros)' });
    await long.waitFor({ state: 'attached' });
    await waitUntil(async () => (await boxOf(frame.locator(TRANSCRIPT))).height >= 120);
    await frame.getByRole('button', { name: 'Más opciones' }).click();
    await long.waitFor();
  });
});

const TRANSCRIPT = '.webchat__basic-transcript__scrollable';

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('the element is not visible');
  return box;
}

/** Opens the panel on the service's own demo page. */
async function openPanel(page: Page, url: string) {
  await page.goto(`${url}/`);
  await page.getByRole('button', { name: 'Chat para recuperar la clave', exact: true }).click();
  const element = await page.waitForSelector('iframe');
  const frame = await element.contentFrame();
  if (frame === null) throw new Error('the chat is not framed');
  await frame.waitForURL(/\/widget/);
  const chat = chatWindowIn(frame);
  await chat.waitForText('¿Qué necesita?');
  await frame.getByRole('toolbar').waitFor();
  return { chat, frame };
}
