import type { Browser, BrowserContextOptions, Frame, Locator, Page } from 'playwright-core';
import { visit, type Visit } from './browser';

export interface ChatVisit extends Visit {
  readonly chat: Chat;
}

/** The chat as a person sees and uses it, in a page or in a frame. */
export interface Chat {
  /** Web Chat's field. */
  readonly field: Locator;
  /** Types and sends. */
  say(text: string): Promise<void>;
  /** Chooses one of the offered answers. */
  choose(name: string): Promise<void>;
  /** Waits until the bot, or the person, has said something with these words. */
  reads(words: string | RegExp): Promise<void>;
  /** What is to be read in the conversation, from the oldest on. */
  said(): Promise<readonly string[]>;
}

export interface ChatVisitOptions extends BrowserContextOptions {
  /** Done to the page before it goes anywhere. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** One person with the chat open in a page of its own, greeted. */
export async function openChat(browser: Browser, host: string, options: ChatVisitOptions = {}): Promise<ChatVisit> {
  const { prepare, ...context } = options;
  const person = await visit(browser, host, context);
  await prepare?.(person.page);
  await person.page.goto(`${host}/widget`);
  const chat = chatIn(person.page);
  await chat.reads(/¿Qué necesita\?|What do you need\?/);
  return { ...person, chat };
}

export function chatIn(place: Page | Frame): Chat {
  const field = place.locator('[data-id="webchat-sendbox-input"]');
  const bubbles = place.locator('.webchat__bubble__content');
  return {
    field,
    async say(text) {
      await field.fill(text);
      await field.press('Enter');
    },
    // The transcript repeats them for screen readers.
    choose: (name) => place.getByRole('toolbar').getByRole('button', { name, exact: true }).click(),
    reads: (words) => bubbles.filter({ hasText: words }).last().waitFor(),
    said: () => bubbles.allInnerTexts(),
  };
}
