import type { MessageKey } from '../../src/i18n/translate';
import type { Prompt } from '../../src/understanding/prompts';
import {
  conversationWithCode,
  conversationWithLink,
  setNewKey,
  startConversation,
} from '../support/bot/dialog-conversation';
import { QUESTIONS_OF_PEOPLE } from '../support/bot/questions-of-people';
import { words } from '../support/recovery/in-memory-recovery';

const CEDULA = '1710034065';
const COMPANY = '1799999915001';
const LANGUAGES = ['español', 'english'] as const;

type Conversation = ReturnType<typeof startConversation>;

/** A question that stands: how a conversation comes to it, its key when it is repeated, and what its right answer leads to. */
interface Stop {
  readonly reach: () => Promise<Conversation>;
  readonly question: MessageKey;
  readonly answer: (chat: Conversation) => Promise<string[]>;
  readonly next: MessageKey;
}

async function conversationAfter(...texts: readonly string[]): Promise<Conversation> {
  const chat = startConversation();
  await chat.say('hola', ...texts);
  return chat;
}

async function conversationAfterSuccess(): Promise<Conversation> {
  const chat = await conversationWithLink();
  await setNewKey(chat);
  await chat.say('listo');
  return chat;
}

/** Answers in the language of the conversation. */
const say =
  (spanish: string, english = spanish) =>
  (chat: Conversation): Promise<string[]> =>
    chat.say(chat.session().locale === 'en' ? english : spanish);

const STOPS: Readonly<Record<Prompt, Stop>> = {
  menu: {
    reach: () => conversationAfter(),
    question: 'menu.ask',
    answer: say('recuperar', 'recover my password'),
    next: 'claim.document.ask',
  },
  document: {
    reach: () => conversationAfter('recuperar'),
    question: 'claim.document.ask',
    answer: say(CEDULA),
    next: 'claim.ruc.ask',
  },
  foreigner: {
    reach: () => conversationAfter('recuperar', 'no tengo cédula (extranjeros)'),
    question: 'claim.foreigner.ask',
    answer: say('204518'),
    next: 'claim.ruc.ask',
  },
  ruc: {
    reach: () => conversationAfter('recuperar', CEDULA),
    question: 'claim.ruc.ask',
    answer: say(COMPANY),
    next: 'claim.branch.ask',
  },
  branch: {
    reach: () => conversationAfter('recuperar', CEDULA, COMPANY),
    question: 'claim.branch.ask',
    answer: say('1'),
    next: 'claim.review.ask',
  },
  review: {
    reach: () => conversationAfter('recuperar', CEDULA, COMPANY, '1'),
    question: 'claim.review.ask',
    answer: say('sí', 'yes'),
    next: 'code.live',
  },
  code: {
    reach: conversationWithCode,
    question: 'code.reminder',
    answer: (chat) => chat.say(chat.code()),
    next: 'link.live',
  },
  link: {
    reach: conversationWithLink,
    question: 'link.reminder',
    answer: async (chat) => {
      await setNewKey(chat);
      return chat.say('ok');
    },
    next: 'menu.anything-else',
  },
  done: {
    reach: conversationAfterSuccess,
    question: 'menu.anything-else',
    answer: say('otra sucursal', 'another branch'),
    next: 'claim.branch.ask',
  },
};

async function conversationAt(prompt: Prompt, language: (typeof LANGUAGES)[number]): Promise<Conversation> {
  const chat = await STOPS[prompt].reach();
  await chat.say(language);
  return chat;
}

describe.each(LANGUAGES)('the questions of people who chose %s', (language) => {
  const questions = QUESTIONS_OF_PEOPLE.map(
    ([prompt, answer, spanish, english]) => [prompt, language === 'english' ? english : spanish, answer] as const,
  );

  const isFarewell = ([, , answer]: (typeof questions)[number]): boolean => answer.startsWith('answer.goodbye');

  it.each(questions.filter((row) => !isFarewell(row)))(
    'at the %s, %p gets %s, the question is repeated and its right answer taken',
    async (...row) => {
      const [prompt, text, answer] = row;
      const { answer: answerRightly, next, question } = STOPS[prompt];
      const chat = await conversationAt(prompt, language);
      const replies = await chat.say(text);
      expect(replies).toContain(answer);
      expect(replies.at(-1)).toBe(question);
      expect((await answerRightly(chat)).at(-1)).toBe(next);
    },
  );

  it.each(questions.filter(isFarewell))('at the %s, %p gets only %s, and the question stands', async (...row) => {
    const [prompt, text, answer] = row;
    const chat = await conversationAt(prompt, language);
    expect(await chat.say(text)).toEqual([answer]);
    expect((await STOPS[prompt].answer(chat)).at(-1)).toBe(STOPS[prompt].next);
  });

  const farewells = {
    español: ['muchas gracias', 'no, gracias', 'listo', 'hasta luego'],
    english: ['thank you so much', 'no, thanks', 'done', 'bye'],
  };

  it.each(farewells[language])('after success, %p ends politely and another branch can follow', async (text) => {
    const chat = await conversationAt('done', language);
    expect(await chat.say(text)).toEqual(['answer.goodbye.done']);
    expect((await STOPS.done.answer(chat)).at(-1)).toBe(STOPS.done.next);
  });
});

describe('what is not understood', () => {
  it.each(LANGUAGES)('twice in a row leads to the telephone and the office, after %p was chosen', async (language) => {
    const chat = await conversationAt('ruc', language);
    expect(await chat.say('fnordiwug blenkiq')).toEqual(['not-understood.ruc']);
    expect(await chat.say('zorpan quibbex')).toEqual(['not-understood.again', 'not-understood.ruc']);
    expect(chat.last().choices?.slice(0, 2)).toEqual(['contact', 'in-person']);
    const miss = { prompt: 'ruc', nearest: expect.stringMatching(/^[a-z-]+$/) as string, confidence: 'none' };
    expect(chat.misses()).toEqual([miss, miss]);
    expect((await STOPS.ruc.answer(chat)).at(-1)).toBe(STOPS.ruc.next);
    expect(await chat.say('fnordiwug blenkiq')).toEqual(['not-understood.branch']);
  });

  it.each([
    ['español', 'precio y horario', ['hours', 'cost']],
    ['english', 'trustworthy and gratis?', ['safety', 'cost']],
  ] as const)('two close meanings are offered, and a tapped title is answered, after %p was chosen', async (...row) => {
    const [language, text, titles] = row;
    const chat = await conversationAt('document', language);
    expect(await chat.say(text)).toEqual(['did-you-mean']);
    expect(chat.last().choices?.slice(0, 2)).toEqual(titles.map((intent) => ({ intent })));
    const title = words(chat.session().locale)('intent.cost');
    expect(await chat.say(title)).toEqual(['answer.cost', 'claim.document.ask']);
    expect((await STOPS.document.answer(chat)).at(-1)).toBe(STOPS.document.next);
  });
});

describe('the passport at the question for the cédula', () => {
  it.each([
    ['español', '¿puedo usar el pasaporte?'],
    ['english', 'can I use my passport?'],
  ] as const)('is explained in a message that asks again, after %p was chosen', async (language, text) => {
    const chat = await conversationAt('document', language);
    expect(await chat.say(text)).toEqual(['claim.document.fault.passport']);
    expect((await STOPS.document.answer(chat)).at(-1)).toBe(STOPS.document.next);
  });
});

describe('the language in which people write', () => {
  it('English in a Spanish chat is answered in English, and "español" goes back and stays', async () => {
    const chat = await STOPS.document.reach();
    expect(await chat.say('how much does this cost?')).toEqual([
      'language.followed',
      'answer.cost',
      'claim.document.ask',
    ]);
    expect(chat.session().locale).toBe('en');
    expect(chat.last().choices).toContain('language-es');
    expect(await chat.say('español')).toEqual(['language.changed', 'claim.document.ask']);
    expect(await chat.say('how long does this take?')).not.toContain('language.followed');
    expect(chat.session().locale).toBe('es-EC');
    expect((await STOPS.document.answer(chat)).at(-1)).toBe(STOPS.document.next);
  });

  it('a sentence that asks for a language changes it', async () => {
    const chat = await STOPS.document.reach();
    await chat.say('could we please do this in English?');
    expect(chat.session().locale).toBe('en');
  });
});
