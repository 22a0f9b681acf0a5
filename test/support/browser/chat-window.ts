import type { Browser, BrowserContextOptions, Frame, Locator, Page } from 'playwright-core';
import { visit, type Visit } from './browser';

export interface ChatVisit extends Visit {
  readonly chat: ChatWindow;
}

/** The chat as a person sees and uses it, in a page or in a frame. */
export interface ChatWindow {
  /** Web Chat's field. */
  readonly field: Locator;
  /** Types and sends. */
  say(text: string): Promise<void>;
  /** Chooses one of the offered answers. */
  chooseSuggestion(name: string): Promise<void>;
  /** Waits until the bot, or the person, has said something with these words. */
  waitForText(words: string | RegExp): Promise<void>;
  /** What is to be read in the conversation, from the oldest on. */
  said(): Promise<readonly string[]>;
}

export interface ChatVisitOptions extends BrowserContextOptions {
  /** Done to the page before it goes anywhere. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** One person with the chat open in a page of its own, greeted. */
export async function openChatPage(browser: Browser, host: string, options: ChatVisitOptions = {}): Promise<ChatVisit> {
  const { prepare, ...context } = options;
  const person = await visit(browser, host, context);
  await prepare?.(person.page);
  await person.page.goto(`${host}/widget`);
  const chat = chatWindowIn(person.page);
  await chat.waitForText(/¿Qué necesita\?|What do you need\?/);
  return { ...person, chat };
}

export function chatWindowIn(place: Page | Frame): ChatWindow {
  const field = place.locator('[data-id="webchat-sendbox-input"]');
  const bubbles = place.locator('.webchat__bubble__content');
  return {
    field,
    async say(text) {
      await field.fill(text);
      await field.press('Enter');
    },
    // The transcript repeats them for screen readers.
    chooseSuggestion: (name) => place.getByRole('toolbar').getByRole('button', { name, exact: true }).click(),
    waitForText: (words) => bubbles.filter({ hasText: words }).last().waitFor(),
    said: () => bubbles.allInnerTexts(),
  };
}
