import { conversationWithCode } from '../support/bot/dialog-conversation';

const otherThan = (code: string): string => (code === '000000' ? '000001' : '000000');
const spaced = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;

describe('code that a message mentions without giving it', () => {
  it.each([
    (code: string) => `creo que era ${code} pero no estoy seguro`,
    (code: string) => `el anterior era ${code}`,
    (code: string) => `¿${code}?`,
    (code: string) => `I think it was ${code}`,
  ])('is tried only after a yes: %s', async (write) => {
    const { code, last, say, session } = await conversationWithCode();
    const right = code();
    await say(write(right));
    // Who writes in the other language can also tap the way back.
    const wayBack = session().locale === 'en' ? ['language-es'] : [];
    expect(last()).toMatchObject({
      key: 'code.offer.try',
      values: { code: spaced(right) },
      choices: ['yes', 'no', ...wayBack],
    });
    expect(await say('sí')).toEqual(['link.live']);
    expect(session().untried).toBeUndefined();
  });

  it('counts no attempt when the person says no, and forgets the code', async () => {
    const { code, last, say, session } = await conversationWithCode();
    const wrong = otherThan(code());
    await say(`creo que era ${wrong}`);
    expect(await say('no')).toEqual(['code.reminder']);
    expect(session().untried).toBeUndefined();
    await say('sí', wrong);
    expect(last()).toMatchObject({ key: 'code.mismatch', values: { attemptsLeft: 4 } });
  });

  it('a yes after another message tries nothing', async () => {
    const { code, last, say } = await conversationWithCode();
    const wrong = otherThan(code());
    await say(`creo que era ${wrong}`, '¿cuánto cuesta?', 'sí', wrong);
    expect(last().values).toMatchObject({ attemptsLeft: 4 });
  });

  it('a wrong code that is tried after a yes counts as an attempt', async () => {
    const { code, last, say } = await conversationWithCode();
    await say(`quizá es ${otherThan(code())}`, 'sí');
    expect(last()).toMatchObject({ key: 'code.mismatch', values: { attemptsLeft: 4 } });
  });

  it('answers the question that stands beside a code, and offers to try the code', async () => {
    const { code, say } = await conversationWithCode();
    expect(await say(`${code()}, ¿cuánto cuesta esto?`)).toEqual(['answer.cost', 'code.offer.try']);
    expect(await say('sí')).toEqual(['link.live']);
  });

  it('offers to end the recovery when the person did not ask for the code that the message holds', async () => {
    const { code, say } = await conversationWithCode();
    expect(await say(`yo no pedí el código ${code()}`)).toEqual(['code.offer.not-me']);
  });

  it('tries none of two codes', async () => {
    const { code, last, say } = await conversationWithCode();
    const wrong = otherThan(code());
    await say(`${spaced(wrong)} o ${code()}`, wrong);
    expect(last().values).toMatchObject({ attemptsLeft: 4 });
  });
});

describe('code in two messages', () => {
  it('is joined, and tried after a yes', async () => {
    const { code, say } = await conversationWithCode();
    const right = code();
    expect(await say(right.slice(0, 3))).toEqual(['code.digit-count']);
    expect(await say(right.slice(3))).toEqual(['code.offer.try']);
    expect(await say('sí')).toEqual(['link.live']);
  });

  it('is not joined with parts that make no whole code', async () => {
    const { code, say } = await conversationWithCode();
    const right = code();
    await say(right.slice(0, 3));
    expect(await say(right.slice(0, 4))).toEqual(['code.digit-count']);
    expect(await say(right)).toEqual(['link.live']);
  });

  it('is not joined over another message', async () => {
    const { code, say } = await conversationWithCode();
    const right = code();
    expect(await say(right.slice(0, 3), '¿cuánto cuesta?', right.slice(3))).toEqual(['code.digit-count']);
  });
});
