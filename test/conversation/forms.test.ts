import { createBotHarness } from '../support/bot/bot-harness';
import { cardUser } from '../support/bot/card-user';
import { buttonsOf } from '../support/bot/card-submission';
import { words } from '../support/recovery/in-memory-recovery';

const spanish = words('es-EC');
const COMPANY = { documentKind: 'cedula', document: '1710034065', ruc: '1799999915001', branch: '0001' };
const SEND = spanish('card.claim.send');
const CONFIRM = spanish('card.code.send');
const STALE = spanish('card.stale');

/** Starts a conversation that shows the form for the claim. */
async function withForm() {
  const harness = createBotHarness();
  const person = cardUser(harness.bot);
  await person.say('recuperar');
  const fields = () =>
    Object.fromEntries(person.card().body.flatMap(({ id, value }) => (id === undefined ? [] : [[id, value]])));
  return { ...harness, ...person, fields };
}

/** Starts a conversation that shows the field for the code. */
async function withCodeField() {
  const harness = await withForm();
  await harness.press(SEND, COMPANY);
  await harness.say('sí');
  return { ...harness, code: () => harness.backend.code() };
}

describe('form for the claim', () => {
  it('the form leads to the same reply as three typed answers', async () => {
    const { press, say, errors } = await withForm();
    const [summary] = await press(SEND, COMPANY);
    expect(summary).toContain('**1710034065**');
    expect(summary).toContain('**1799999915001**');
    expect((await say('sí'))[0]).toContain('Le envié un código');
    expect(errors).toEqual([]);
  });

  it('the form accepts numbers in any spelling, and the main branch when none is changed', async () => {
    const { press } = await withForm();
    const [summary] = await press(SEND, { document: 'CI 171003406-5', ruc: '1799999915 001' });
    expect(summary).toContain('Sucursal: **0001**');
  });

  it.each<[string, Record<string, string>, string]>([
    ['a mistyped ID', { document: '171003406' }, 'Una cédula tiene diez dígitos'],
    ['an ID that is a passport', { document: 'AB123456' }, 'El pasaporte no sirve'],
    ['a RUC that is too short', { ruc: '179999991500' }, 'Un RUC tiene 13 dígitos'],
    ['a RUC that is an ID', { ruc: '1710034065' }, 'Esa es una cédula'],
    ['a branch that does not exist', { branch: '0000' }, 'La sucursal 0000 no existe'],
    ['no RUC', { ruc: '' }, '¿Cuál es el RUC del empleador?'],
    ['no branch', { branch: '' }, '¿Qué número de sucursal?'],
    ['words instead of a number', { ruc: 'no lo sé' }, 'No vi el RUC'],
    ['a command, which is none in a field', { document: 'cancelar' }, 'los diez dígitos de la cédula'],
  ])('explains %s as after a typed answer, and shows all entered values again', async (_what, changes, explained) => {
    const { fields, press, say } = await withForm();
    const entered = { ...COMPANY, ...changes };
    expect((await press(SEND, entered))[0]).toContain(explained);
    expect(fields()).toMatchObject(entered);
    // The valid answers are stored: correcting the rest, by form or by typing, does not ask for them again.
    expect((await press(SEND, COMPANY))[0]).toContain('Revise sus datos');
    expect(await say('cancelar')).toHaveLength(2);
  });

  it('moves a RUC that was entered as the ID to its own field, and says that it is noted', async () => {
    const { fields, press } = await withForm();
    const [explained] = await press(SEND, { ...COMPANY, document: COMPANY.ruc, ruc: '' });
    expect(explained).toContain('Ese es el RUC; ya lo anoté.');
    expect(fields()).toMatchObject({ ruc: COMPANY.ruc });
  });

  it('does not say that a RUC entered as the ID is noted when another one is in its field', async () => {
    const { press } = await withForm();
    const [explained] = await press(SEND, { ...COMPANY, document: '1799999923001' });
    expect(explained).toContain('Eso parece un RUC');
    expect((await press(SEND, COMPANY))[0]).toContain(`**${COMPANY.ruc}**`);
  });

  it('accepts numbers that the channel turned into links', async () => {
    const { press } = await withForm();
    const document = 'EXT-<tel:204518|204518>';
    const linked = {
      documentKind: 'foreigner',
      document,
      ruc: '1799999915001<tel:+5931799999915001>',
      branch: '<tel:0002>',
    };
    const [summary] = await press(SEND, linked);
    for (const number of ['EXT-204518', '1799999915001', '0002']) expect(summary).toContain(`**${number}**`);
  });

  it('accepts typed text after a wrong field of the form', async () => {
    const { press, say } = await withForm();
    await press(SEND, { ...COMPANY, ruc: '179999991500' });
    expect((await say('1799999915001'))[0]).toContain('Revise sus datos');
  });

  it('explains the first of several faults and remembers the others', async () => {
    const { fields, press } = await withForm();
    const entered = { ...COMPANY, document: '171003406', ruc: '17999' };
    expect((await press(SEND, entered))[0]).toContain('Una cédula');
    expect(fields()).toMatchObject(entered);
    expect((await press(SEND, { ...entered, document: COMPANY.document }))[0]).toContain('Un RUC');
  });

  it('accepts a doubtful ID when it is sent again, and marks it', async () => {
    const { press } = await withForm();
    const doubtful = { ...COMPANY, document: '1710034066' };
    expect((await press(SEND, doubtful))[0]).toContain('no cumple la regla');
    expect((await press(SEND, doubtful))[0]).toContain('⚠ revise este número');
  });

  it('derives RUC and branch of a domestic employer, whatever else was entered', async () => {
    const { press, say } = await withForm();
    const [summary] = await press(SEND, { ...COMPANY, document: '2459999021', domestic: 'true' });
    expect(summary).toContain('Servicio doméstico (cédula y 000): **2459999021000**');
    expect((await say('sí'))[0]).toContain('Le envié un código');
  });

  it("asks once about a foreigner's code without its hyphen, and accepts it when it is sent again", async () => {
    const { press } = await withForm();
    const foreigner = { ...COMPANY, documentKind: 'foreigner', document: 'EXT1234567' };
    expect((await press(SEND, foreigner))[0]).toContain('¿Su código es EXT-1234567?');
    expect((await press(SEND, foreigner))[0]).toContain('Código del IESS para extranjeros: **EXT1234567**');
  });

  it("accepts a foreigner's code, and says that domestic service needs a cédula", async () => {
    const { press } = await withForm();
    const foreigner = { ...COMPANY, documentKind: 'foreigner', document: 'EXT-1234567' };
    expect((await press(SEND, foreigner))[0]).toContain('Código del IESS para extranjeros: **EXT-1234567**');
    const other = await withForm();
    expect((await other.press(SEND, { ...foreigner, ruc: '', domestic: 'true' }))[0]).toContain(
      'se forma con la cédula',
    );
  });

  it('the form is shown with its answers again when they match nothing, and accepts their correction', async () => {
    const { fields, press, say } = await withForm();
    await press(SEND, { ...COMPANY, branch: '0007' });
    expect((await say('sí'))[0]).toContain('no coinciden');
    expect(fields()).toMatchObject({ ...COMPANY, branch: '0007' });
    expect((await press(SEND, COMPANY))[0]).toContain('Revise sus datos');
  });

  it('the form is prefilled with answers that were typed before', async () => {
    const { fields, say } = await withForm();
    await say('cancelar');
    await say('el ruc es 1799999915001, sucursal 2');
    expect(fields()).toMatchObject({ ruc: '1799999915001', branch: '0002', document: '' });
  });
});

describe('field for the code', () => {
  it('the field for the code accepts a right code, and shows the attempts left after a wrong one', async () => {
    const { code, press } = await withCodeField();
    const wrong = code() === '000000' ? '000001' : '000000';
    expect((await press(CONFIRM, { code: wrong }))[0]).toContain('Le quedan 4 intentos');
    expect((await press(CONFIRM, { code: code() }))[0]).toContain('El código es correcto');
  });

  it('the card of the code offers the other choices as buttons that need no code', async () => {
    const { card, press } = await withCodeField();
    expect((await press('No me llega'))[0]).toContain('correo no deseado');
    expect(buttonsOf(card()).map(({ title }) => title)).toContain(spanish('choice.no-mailbox-access'));
    expect((await press('Enviar otro'))[0]).toContain('Podré enviarle otro código');
  });

  it('accepts a code that is typed into the chat as well', async () => {
    const { code, say } = await withCodeField();
    expect((await say(code()))[0]).toContain('El código es correcto');
  });
});

describe('card of an earlier step', () => {
  it('rejects a card that is submitted twice, and repeats the current question', async () => {
    const { card, press } = await withForm();
    const form = card();
    await press(SEND, COMPANY);
    expect(await press(SEND, COMPANY, form)).toEqual([STALE, expect.stringContaining('Revise sus datos')]);
  });

  it('sends no second mail and counts no attempt for a card of an earlier step', async () => {
    const { card, code, press, backend } = await withCodeField();
    const field = card();
    const wrong = code() === '000000' ? '000001' : '000000';
    await press(CONFIRM, { code: wrong });
    for (const value of [wrong, code()]) {
      expect(await press(CONFIRM, { code: value }, field)).toEqual([STALE, expect.stringContaining('Escriba aquí')]);
    }
    await press(CONFIRM, { code: 'x' }, field);
    await press('Enviar otro', {}, field);
    expect(backend.mailbox.messages()).toHaveLength(1);
    // The card shown with the reply is a new one and works.
    expect((await press(CONFIRM, { code: wrong }))[0]).toContain('Le quedan 3 intentos');
  });

  it.each<[string, string]>([
    ['was cancelled', 'cancelar'],
    ['went on in another language', 'english'],
    ['went on by typing', '1710034065'],
  ])('ignores a card after the conversation %s', async (_what, text) => {
    const { card, press, say } = await withForm();
    const form = card();
    await say(text);
    const [answer] = await press(SEND, COMPANY, form);
    expect([STALE, words('en')('card.stale')]).toContain(answer);
  });

  it('accepts a card after help, contacts or an empty message, because it may be half filled in', async () => {
    const { card, press, say, send } = await withForm();
    const form = card();
    for (const text of ['ayuda', 'contacto', 'gracias']) await say(text);
    await send({ form: 'code', stamp: 's'.repeat(16), code: '1' });
    await send({});
    expect((await press(SEND, COMPANY, form))[0]).toContain('Revise sus datos');
    expect((await press(SEND, COMPANY, form))[0]).toBe(STALE);
  });

  it('ignores a card in another conversation and in a new one after half an hour', async () => {
    const { bot, card, press, backend } = await withForm();
    const form = card();
    expect((await cardUser(bot, 'another').press(SEND, COMPANY, form))[0]).toBe(STALE);
    backend.passTime(30 * 60_000);
    expect(await press(SEND, COMPANY, form)).toEqual([STALE, expect.stringContaining('asistente virtual')]);
  });

  it('rejects the code field of an ended session without reading the code', async () => {
    const { card, press, backend } = await withCodeField();
    const field = card();
    backend.passTime(30 * 60_000);
    expect((await press(CONFIRM, { code: '123456' }, field))[0]).toBe(STALE);
  });

  it('accepts a card once more after the outage of a dependency', async () => {
    const { card, code, press, backend } = await withCodeField();
    const field = card();
    backend.down.add('recovery-store');
    expect((await press(CONFIRM, { code: code() }, field))[0]).toContain('No se perdió nada');
    backend.down.delete('recovery-store');
    expect((await press(CONFIRM, { code: code() }, field))[0]).toContain('El código es correcto');
  });
});

describe('submitted value of an unknown card', () => {
  const stamp = 's'.repeat(16);
  it.each<[string, unknown]>([
    ['null', null],
    ['a text', 'sí'],
    ['a number', 7],
    ['a list', [{ form: 'claim' }]],
    ['nothing known', { action: 'delete' }],
    ['another form', { form: 'everything', stamp }],
    ['a stamp that is no text', { form: 'code', stamp: { $ne: '' }, code: '123456' }],
    ['no stamp', { form: 'code', code: '123456' }],
    ['a field of another type', { form: 'code', stamp, code: 123456 }],
    ['a field that is far too long', { form: 'code', stamp, code: '1'.repeat(100_000) }],
    ['a command that is none', { form: 'choice', stamp, choice: 'constructor' }],
    ['another kind of document', { form: 'claim', stamp, documentKind: 'passport', document: '1' }],
  ])('treats a submitted value as an empty message and repeats the question when it is %s', async (_what, value) => {
    const { send, errors } = await withForm();
    expect(await send(value)).toEqual([spanish('claim.form.ask')]);
    expect(errors).toEqual([]);
  });

  it('reads a document without a kind as a cédula, because some clients send it so', async () => {
    const { card, send } = await withForm();
    const { data } = buttonsOf(card())[0] ?? {};
    expect((await send({ ...data, ...COMPANY, documentKind: undefined }))[0]).toContain('Cédula: **1710034065**');
  });

  it('rejects a card with an unknown stamp as stale', async () => {
    const { send } = await withForm();
    expect((await send({ form: 'code', stamp, code: '123456' }))[0]).toBe(STALE);
  });

  it('ignores a submitted value beside typed text', async () => {
    const { card, post } = await withForm();
    const { data } = buttonsOf(card())[0] ?? {};
    const replies = await post({ text: 'cancelar', value: { ...data, ...COMPANY } });
    expect(replies[0]?.text).toContain('dejamos el trámite');
  });

  it('submitted cards count towards the message rate limit', async () => {
    const { send } = await withForm();
    const replies: string[] = [];
    for (let time = 0; time < 25; time++) replies.push(...(await send({ form: 'code', stamp, code: '1' })));
    expect(replies.filter((text) => text.startsWith('Va muy rápido'))).toHaveLength(1);
  });
});
