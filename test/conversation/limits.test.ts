import { addMs, MINUTE } from '../../src/domain/time';
import { startConversation } from '../support/bot/dialog-conversation';
import { createInMemoryRecovery, newSenderAccount, words } from '../support/recovery/in-memory-recovery';

const CEDULA = '1710034065';
const COMPANY = '1799999915001';
const ANSWERS = `${CEDULA} ruc ${COMPANY} sucursal 1`;

beforeEach(() => jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 0, 15, 15)));
afterEach(() => {
  jest.restoreAllMocks();
});

/** Types numbers that are not registered, and corrects them to others that are not. */
async function fail(say: (...texts: readonly string[]) => Promise<string[]>, times: number): Promise<string[]> {
  let keys: string[] = [];
  for (let n = 0; n < times; n++) keys = await say(`${CEDULA} ruc 179999053${n}001 sucursal 1`, 'sí');
  return keys;
}

describe('lockout of a person after five failures', () => {
  it('a lockout shows the in-person procedure with its documents and the time from which to try again', async () => {
    const { last, say, backend } = startConversation();
    expect(await fail(say, 4)).toEqual(['claim.mismatch']);
    const until = addMs(backend.options.clock.now(), 15 * MINUTE);
    expect(await say('1799990535001', 'sí')).toEqual([
      'in-person.reason.failed-often',
      'in-person.documents',
      'in-person.instructions',
      'menu.ask',
    ]);
    expect(await say(ANSWERS, 'sí')).toEqual(['limit.requester']);
    expect(last()).toEqual({
      key: 'limit.requester',
      until,
      choices: ['in-person', 'cancel'],
    });
  });

  it('a lockout leaves every other choice of the conversation open', async () => {
    const { say } = startConversation();
    await fail(say, 5);
    expect(await say(ANSWERS, 'sí')).toEqual(['limit.requester']);
    expect(await say('asistencia presencial')).toEqual([
      'answer.in-person',
      'in-person.documents',
      'in-person.instructions',
      'claim.review.ask',
    ]);
    await say(ANSWERS, 'sí');
    expect(await say('cancelar')).toEqual(['cancelled', 'menu.ask']);
  });
});

describe('message about an exceeded limit', () => {
  it('the message about a limit names the conversation after three recoveries in an hour', async () => {
    const { say } = startConversation();
    for (let n = 0; n < 3; n++) {
      expect(await say(ANSWERS, 'sí')).toEqual(['code.live']);
      await say('cancelar', 'sí');
    }
    expect(await say(ANSWERS, 'sí')).toEqual(['limit.requester']);
  });

  it('the message about a limit names the employer after five codes in an hour, everywhere and for a resent code', async () => {
    const backend = createInMemoryRecovery();
    const first = startConversation(backend, newSenderAccount());
    expect(await first.say(ANSWERS, 'sí')).toEqual(['code.live']);
    for (let n = 0; n < 4; n++)
      expect(await startConversation(backend, newSenderAccount()).say(ANSWERS, 'sí')).toEqual(['code.live']);
    const late = startConversation(backend, newSenderAccount());
    expect(await late.say(ANSWERS, 'sí')).toEqual(['limit.employer']);
    // Another employer is still allowed.
    expect(await late.say('2459999013 ruc 2459999013001')).toEqual(['claim.review.ask']);
    expect(await late.say('sí')).toEqual(['code.live']);

    backend.passTime(MINUTE);
    // The mailed code is still valid.
    expect(await first.say('reenviar')).toEqual(['code.rate-limited']);
    backend.passTime(3 * MINUTE);
    expect(await first.say('reenviar')).toEqual(['limit.employer']);
    expect(first.last().countdown).toBeUndefined();
  });

  it('the message about a limit names the ID after six RUCs were tried with it, in every conversation', async () => {
    const backend = createInMemoryRecovery();
    for (let n = 0; n < 5; n++) await fail(startConversation(backend, newSenderAccount()).say, 1 + n);
    const { say } = startConversation(backend, newSenderAccount());
    expect(await say(`${CEDULA} ruc 1799990539001 sucursal 1`, 'sí')).toEqual(['limit.document']);
  });
});

describe('numbers that are not registered', () => {
  it.each([
    ['another ID', `2459999013 ruc ${COMPANY} sucursal 1`],
    ['another RUC', `${CEDULA} ruc 1799990531001 sucursal 1`],
    ['another branch', `${CEDULA} ruc ${COMPANY} sucursal 7`],
    ['none that is right', '2459999013 ruc 1799990531001 sucursal 7'],
  ])('numbers that are not registered get the same reply and the same choices for %s', async (_, answers) => {
    const replyTo = async (answers: string) => {
      const { last, say } = startConversation();
      await say(answers, 'sí');
      const { choices, key, values } = last();
      const [document, ruc, branch] = ['document', 'ruc', 'branch'].map((name) => String(values?.[name]));
      const text = words('es-EC')(key, values);
      expect([document, ruc, branch].filter((number) => !text.includes(`**${String(number)}**`))).toEqual([]);
      const wording = text
        .replace(`**${String(document)}**`, '#')
        .replace(`**${String(ruc)}**`, '#')
        .replace(`**${String(branch)}**`, '#');
      return { wording, choices };
    };
    expect(await replyTo(answers)).toEqual(await replyTo('2459999088 ruc 1799990500001 sucursal 9'));
  });
});
