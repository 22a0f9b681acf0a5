import type { Browser, BrowserContextOptions, Frame, Locator, Page } from 'playwright-core';
import { waitUntil } from '../jest/wait-until';
import { visit, type Visit } from './browser';

export interface ChatVisit extends Visit {
  readonly chat: ChatWindow;
}

/** The chat as its user sees and uses it, in a page or in a frame. */
export interface ChatWindow {
  /** The text field of Web Chat. */
  readonly field: Locator;
  /** Types and sends. */
  say(text: string): Promise<void>;
  /** Presses the suggested answer with this name. */
  chooseSuggestion(name: string): Promise<void>;
  /** Waits until a message of the bot or of the user contains these words. */
  waitForText(words: string | RegExp): Promise<void>;
  /** Returns the texts of all messages on screen, oldest first. */
  said(): Promise<readonly string[]>;
}

export interface ChatVisitOptions extends BrowserContextOptions {
  /** Prepares the page before it loads the chat. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** Opens the chat page as a new visitor and waits for the greeting. */
export async function openChatPage(browser: Browser, host: string, options: ChatVisitOptions = {}): Promise<ChatVisit> {
  const { prepare, ...context } = options;
  const person = await visit(browser, host, context);
  await prepare?.(person.page);
  await person.page.goto(`${host}/widget`);
  const chat = chatWindowIn(person.page);
  await chat.waitForText(/¿Qué necesita\?|What do you need\?/);
  return { ...person, chat };
}

export function chatWindowIn(container: Page | Frame): ChatWindow {
  const field = container.locator('[data-id="webchat-sendbox-input"]');
  const bubbles = container.locator('.webchat__bubble__content');
  return {
    field,
    async say(text) {
      await field.fill(text);
      await field.press('Enter');
    },
    async chooseSuggestion(name) {
      // The transcript repeats the suggestions for screen readers, so only those of the toolbar count.
      const button = (label: string) =>
        container.getByRole('toolbar').getByRole('button', { name: label, exact: true });
      const more = button('Más opciones').or(button('More choices'));
      await button(name).or(more).first().waitFor();
      // The suggestions of the message before may vanish between the look and the click.
      await waitUntil(async () => {
        if (await button(name).isVisible()) return true;
        if (await more.isVisible()) await more.click({ timeout: 1_000 }).catch(() => undefined);
        return false;
      });
      await button(name).click();
    },
    waitForText: (words) => bubbles.filter({ hasText: words }).last().waitFor(),
    said: () => bubbles.allInnerTexts(),
  };
}
