import { createCommandReader } from '../../dialogs/input/commands';
import { createMessageCatalog } from '../../src/i18n/message-catalog';
import { LOCALES } from '../../src/domain/locale';
import { conversationWithCode, conversationWithLink, startConversation } from '../support/bot/dialog-conversation';
import { readHeldApart } from '../support/understanding/held-apart';

const readCommand = createCommandReader(createMessageCatalog());

/** Sentences of many people that are no exact saying and hold no number: none of them may end, change or send anything. */
const sentences = LOCALES.flatMap(readHeldApart)
  .map(({ text }) => text)
  .filter((text) => readCommand(text) === undefined && !/\d/.test(text));

/** Says sentences in groups, so that a failure names a few of them. */
const groups = Array.from({ length: Math.ceil(sentences.length / 25) }, (_, n) => sentences.slice(n * 25, n * 25 + 25));

describe('sentences that are no exact saying', () => {
  it('there are more than a thousand of them', () => {
    expect(sentences.length).toBeGreaterThan(1_000);
  });

  it.each(groups)('no sentence confirms the summary or changes an answer: %s …', async (...group) => {
    const { last, say } = startConversation();
    await say('1710034065 ruc 1799999915001 sucursal 1');
    for (const text of group) expect(await say(text)).not.toContain('code.live');
    // An offer may stand; declined, it changes nothing.
    await say('no');
    await say('1710034065');
    expect(last().values).toMatchObject({ document: '1710034065', ruc: '1799999915001', branch: '0001' });
  });

  it.each(groups)('no sentence voids a live code: %s …', async (...group) => {
    const { code, say } = await conversationWithCode();
    const right = code();
    for (const text of group) await say(text);
    expect(await say(right)).toEqual(['link.live']);
  });

  it.each(groups)('no sentence ends a recovery whose link is live: %s …', async (...group) => {
    const { say } = await conversationWithLink();
    for (const text of group) await say(text);
    expect(await say('hola')).toEqual(['link.reminder']);
  });
});
