import fc from 'fast-check';
import type { ClaimDraft } from '../../dialogs/claim/draft';
import { COMMANDS, createCommandReader } from '../../dialogs/input/commands';
import { LOCALES } from '../../src/domain/locale';
import type { LinkToken } from '../../src/domain/recovery/reset-link';
import { Sensitive } from '../../src/domain/sensitive';
import { createMessageCatalog } from '../../src/i18n/message-catalog';
import { conversationWithCode, conversationWithLink, startConversation } from '../support/bot/dialog-conversation';
import { readHeldApart } from '../support/understanding/held-apart';

const catalog = createMessageCatalog();
const commands = createCommandReader(catalog);
const CLAIM = '1710034065 ruc 1799999915001 sucursal 1';

const NUMBER_WORD =
  '(cero|uno|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|primera|segunda|tercera|matriz|principal|zero|one|two|three|four|five|six|seven|eight|nine|main)';

/** Three number words in a row may dictate an answer, and one beside a word for the branch may be its number. */
const DICTATED = new RegExp(
  `(${NUMBER_WORD}\\s*){3}|(sucursal|local|oficina|branch|shop|office).*\\b${NUMBER_WORD}\\b|\\b${NUMBER_WORD}\\b.*(sucursal|local|oficina|branch|shop|office)`,
  'i',
);

/** Whether a text may have a consequence: an exact saying, or one with a number, which may be an answer. */
const isOnPurpose = (text: string): boolean =>
  commands.read(text) !== undefined || /\d/.test(text) || DICTATED.test(text);

/** Sentences of many people that are no exact saying and hold no number: none of them may end, change or send anything. */
const sentences = LOCALES.flatMap(readHeldApart)
  .map(({ text }) => text)
  .filter((text) => !isOnPurpose(text));

/** Says sentences in groups, so that a failure names a few of them. */
const groups = Array.from({ length: Math.ceil(sentences.length / 50) }, (_, n) => sentences.slice(n * 50, n * 50 + 50));

/** Words that negate, object or confirm, put between other words at random. */
const PARTICLES = [
  'no',
  'sí',
  'pero',
  'not',
  'yes',
  'but',
  'ya',
  'todo',
  'bien',
  'cancelar',
  'nunca',
  'menos',
  'dice que',
];

/** Mixtures of sentences, cut and joined at random, with negations between them. */
const mixture = fc
  .tuple(
    fc.constantFrom(...sentences),
    fc.constantFrom(...sentences),
    fc.array(fc.constantFrom(...PARTICLES)),
    fc.nat(8),
  )
  .map(([first, second, particles, cut]) =>
    [...first.split(' ').slice(0, cut + 1), ...particles, ...second.split(' ').slice(cut)].join(' '),
  )
  .filter((text) => !isOnPurpose(text));

/** Signs of doubt, denial or a question. */
const DOUBT =
  /[?¿]|(?<!\p{L})(no|nunca|pero|creo|quizá|anterior|otro|not|don't|didn't|but|can|how|what|cómo|qué|cuánto|dónde)(?!\p{L})/iu;

type Conversation = ReturnType<typeof startConversation>;

/** Returns the draft that is stored with the conversation. */
function draftOf({ stored }: Conversation): Partial<ClaimDraft> {
  const drafts: ClaimDraft[] = [];
  JSON.parse(stored(), (key, value: unknown) => {
    if (key === 'draft') drafts.push(value as ClaimDraft);
    return value;
  });
  const { branch, document, documentKind, employer, ruc } = drafts.at(-1) ?? {};
  return { branch, document, documentKind, employer, ruc };
}

const conversationAfter = async (...texts: readonly string[]): Promise<Conversation> => {
  const conversation = startConversation();
  await conversation.say(...texts);
  return conversation;
};

/** How each prompt is reached, and what must be as before after any sentence. */
const PROMPTS: readonly [
  prompt: string,
  reach: () => Promise<Conversation>,
  isIntact: (at: Conversation) => unknown,
][] = [
  ['the cédula', () => conversationAfter('recuperar'), draftOf],
  ["the foreigner's code", () => conversationAfter('soy extranjero'), draftOf],
  ['the RUC', () => conversationAfter('recuperar', '1710034065'), draftOf],
  ['the branch', () => conversationAfter('recuperar', '1710034065', '1799999915001'), draftOf],
  ['the RUC that is corrected', () => conversationAfter(CLAIM, 'corregir ruc'), draftOf],
  ['the summary', () => conversationAfter(CLAIM), (at) => [draftOf(at), at.mailbox.messages().length]],
  ['the code', conversationWithCode, (at) => [at.code(), at.session().recovery]],
  ['the link', conversationWithLink, (at) => [at.token(), at.session().recovery]],
];

/** Commands that end, change or send something at a prompt, and that a question must not give. */
const EFFECTIVE = /^(yes|no|cancel|back|menu|restart|correct|foreigner|cedula|domestic|main-branch|resend|not-me)/;
/** A number that is asked about is still an answer. */
const NUMBER = /\b(uno|una|one)\b/;
const askedSayings = LOCALES.flatMap((locale) =>
  COMMANDS.filter((command) => EFFECTIVE.test(command)).flatMap((command) => {
    const copy = catalog(locale);
    return [copy(`choice.${command}`), ...copy(`synonyms.${command}`).split('|')]
      .filter((saying) => !NUMBER.test(saying))
      .flatMap((saying) => [`¿${saying}?`, `${saying}?`, `${saying} ??`]);
  }),
);

describe('exact saying with a question mark', () => {
  it.each(PROMPTS)('has no consequence at the question for %s', async (...[, reach, stateOf]) => {
    const conversation = await reach();
    const before = stateOf(conversation);
    for (const text of askedSayings)
      expect([text, await saidAlone(conversation, text, stateOf)]).toEqual([text, before]);
  });

  it.each(['¿sí?', 'ok?', '¿está bien?', 'yes?'])('%j does not do what was offered', async (text) => {
    const { code, say, session } = await conversationWithCode();
    const before = [code(), session().recovery];
    await say('creo que mejor ya no quiero seguir con esto', text);
    expect([code(), session().recovery]).toEqual(before);
  });
});

describe('sentence that is no exact saying', () => {
  it('there are more than a thousand of them', () => {
    expect(sentences.length).toBeGreaterThan(1_000);
  });

  it.each(PROMPTS)('no sentence has a consequence at the question for %s', async (...[, reach, stateOf]) => {
    for (const group of groups) {
      const conversation = await reach();
      const before = stateOf(conversation);
      for (const text of group) expect([text, await saidAlone(conversation, text, stateOf)]).toEqual([text, before]);
    }
  });

  it.each(PROMPTS)(
    'no random mixture of sentences has a consequence at the question for %s',
    async (...[, reach, stateOf]) => {
      await fc.assert(
        fc.asyncProperty(fc.array(mixture, { minLength: 1, maxLength: 6 }), async (texts) => {
          const conversation = await reach();
          const before = stateOf(conversation);
          for (const text of texts)
            expect([text, await saidAlone(conversation, text, stateOf)]).toEqual([text, before]);
        }),
        { numRuns: 40 },
      );
    },
  );

  it('the code still works after all sentences, and no attempt was counted', async () => {
    const { code, say, last } = await conversationWithCode();
    const right = code();
    for (const text of sentences) await say(text);
    await say(right.replace(/\d/g, (digit) => String((Number(digit) + 1) % 10)));
    expect(last().values).toMatchObject({ attemptsLeft: 4 });
    expect((await say(right)).at(-1)).toBe('link.live');
  });

  it('no sentence that doubts, denies or asks beside six digits counts an attempt', async () => {
    const { code, say, last } = await conversationWithCode();
    const wrong = code().replace(/\d/g, (digit) => String((Number(digit) + 1) % 10));
    const doubting = sentences.filter((text) => DOUBT.test(text));
    expect(doubting.length).toBeGreaterThan(300);
    for (const text of doubting) {
      const words = text.split(' ');
      const middle = Math.floor(words.length / 2);
      await say(`${text} ${wrong}`);
      await say([...words.slice(0, middle), wrong, ...words.slice(middle)].join(' '));
    }
    await say(wrong);
    expect(last().values).toMatchObject({ attemptsLeft: 4 });
  });

  it('the link still opens after all sentences', async () => {
    const { page, say, token } = await conversationWithLink();
    for (const text of sentences) await say(text);
    expect(await page.openLink(new Sensitive(token() as LinkToken))).toMatchObject({ kind: 'opened' });
  });
});

/** Says the text, and declines what may have been offered, so that every sentence meets the same question. */
async function saidAlone(conversation: Conversation, text: string, stateOf: (at: Conversation) => unknown) {
  await conversation.say(text);
  const state = stateOf(conversation);
  if (conversation.session().offered) await conversation.say('no');
  return state;
}
