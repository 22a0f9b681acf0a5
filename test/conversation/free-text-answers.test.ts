import { startConversation, conversationWithCode, conversationWithLink } from '../support/bot/dialog-conversation';

const CEDULA = '1710034065';
const DOMESTIC = '2459999021';
const COMPANY = '1799999915001';
const MINUTE = 60_000;

describe('yes as an answer', () => {
  it('a yes accepts the suggested number', async () => {
    expect(await startConversation().say('recuperar', '171003406S')).toEqual(['claim.document.fault.letters']);
    expect(await startConversation().say('recuperar', '1710034065001', 'sí')).toEqual(['claim.branch.ask']);
    expect(await startConversation().say('recuperar', CEDULA, '1799999915002', 'sí')).toEqual(['claim.branch.ask']);
    expect(await startConversation().say('recuperar', '1710034066', 'sí, ese es')).toEqual(['claim.ruc.ask']);
    expect(await startConversation().say('recuperar', '1710034065001', 'sí, pero es 1710034065')).toEqual([
      'claim.branch.ask',
    ]);
  });

  it('a "no" is not read as a yes', async () => {
    expect(await startConversation().say('recuperar', CEDULA, '1799999915002', 'no')).toEqual(['claim.ruc.ask']);
  });

  it.each([
    'Sí, todo bien',
    'sí por favor',
    'dale',
    'correcto',
    'yes please',
    'correct',
    'looks good',
    'está bien así',
  ])('a yes written as %p confirms the summary', async (yes) => {
    expect(await startConversation().say(`${CEDULA} ruc ${COMPANY} suc 1`, yes)).toContain('code.live');
  });

  it.each(['no', 'no está bien', 'quiero cambiar algo'])('%p is not read as a yes', async (text) => {
    expect(await startConversation().say(`${CEDULA} ruc ${COMPANY} suc 1`, text)).not.toContain('code.live');
  });

  it('a yes requests another code or link when one has ended', async () => {
    const code = await conversationWithCode();
    code.passTime(3 * MINUTE);
    expect(await code.say('hola')).toContain('code.ended');
    expect(await code.say('sí')).toEqual(['code.live']);
    const link = await conversationWithLink();
    link.passTime(3 * MINUTE);
    expect(await link.say('ya volví', 'sí')).toEqual(['link.live']);
  });
});

describe('free-text sentences', () => {
  it.each(['no me llega nada', 'no me ha llegado el código', "it didn't arrive"])(
    'recognises %p as a report of a missing mail',
    async (text) => {
      expect(await (await conversationWithCode()).say(text)).toContain('mail-tips');
    },
  );

  it.each([
    'no tengo acceso al correo',
    'mi hijo tiene ese correo',
    'no me acuerdo del correo',
    "I can't open that email",
  ])('shows the in-person procedure to %p, and keeps the code alive', async (text) => {
    const { code, say } = await conversationWithCode();
    const right = code();
    expect(await say(text)).toEqual(expect.arrayContaining(['in-person.documents', 'code.reminder']));
    expect((await say(right)).at(-1)).toBe('link.live');
  });

  it('asks before a sentence voids a live code, and sends another one after a yes', async () => {
    const { code, say } = await conversationWithCode();
    expect(await say('mándeme otro código por favor, se lo pido')).toEqual(['code.offer.resend']);
    expect(await say('no', code())).toEqual(['link.live']);
  });

  it('a missing RUC is not taken for domestic service', async () => {
    const { last, say } = startConversation();
    for (const text of ['no tengo el ruc a la mano', "I don't have a RUC here, wait"]) {
      expect((await say('cancelar', 'recuperar', DOMESTIC, text)).at(-1)).toBe('claim.ruc.ask');
      expect(last().choices).toContain('domestic');
    }
  });

  it('asks for the branch of an employer who turns out not to be a domestic one', async () => {
    const { say } = startConversation();
    await say('recuperar', DOMESTIC, 'servicio doméstico');
    expect(await say('1799999915001')).toEqual(['claim.branch.ask']);
  });

  it('keeps all choices of the summary after an unrelated remark', async () => {
    const { last, say } = startConversation();
    await say('recuperar', '1710034065 ruc 1799999915001 suc 1');
    expect((await say('¿y esto para qué es?')).at(-1)).toBe('claim.review.ask');
    expect(last().choices).toContain('yes');
    expect(await say('sí')).toEqual(['code.live']);
  });

  it.each(['mi clave es Pepito123', 'Mi contraseña es caballo7', 'my password is Horse77'])(
    'neither stores nor repeats a key (%p)',
    async (text) => {
      for (const opening of [['hola'], ['recuperar'], ['recuperar', '1710034065']]) {
        const { last, say, stored } = startConversation();
        await say(...opening);
        expect(await say(text)).toContain('key-warning');
        expect(JSON.stringify(last()) + stored()).not.toMatch(/Pepito|caballo7|Horse77/);
      }
    },
  );

  it.each(['es para mi empleada doméstica', 'I employ a maid'])(
    'recognises %p instead of a RUC as domestic service',
    async (text) => {
      const { say } = startConversation();
      expect(await say('recuperar', DOMESTIC, text)).toContain('claim.offer.domestic');
      expect(await say('sí')).toEqual(['claim.review.ask']);
    },
  );

  it('takes a cédula together with domestic service from one message', async () => {
    const { say } = startConversation();
    expect(await say('recuperar', `${DOMESTIC}, servicio doméstico`)).toEqual(['claim.offer.domestic']);
    expect(await say('sí')).toEqual(['claim.review.ask']);
  });

  it.each(['soy extranjero y no tengo cédula', "I don't have a cedula"])(
    "recognises %p instead of a cédula and asks for the foreigner's code",
    async (text) => {
      const { say } = startConversation();
      expect(await say('recuperar', text)).toContain('claim.offer.foreigner');
      expect(await say('sí')).toEqual(['claim.foreigner.ask']);
    },
  );

  it('takes the whole claim of a foreigner from a sentence', async () => {
    const { last, say } = startConversation();
    expect(await say('soy extranjero, mi código es EXT-204518, RUC 1799999923001, sucursal 1')).toContain(
      'claim.document.maybe-foreigner',
    );
    expect(await say('sí')).toEqual(['claim.review.ask']);
    expect(last().values).toMatchObject({ document: 'EXT-204518', documentKind: 'foreigner' });
  });

  it("asks whether letters and digits are the foreigner's code", async () => {
    expect(await startConversation().say('recuperar', 'EXT-204518')).toEqual(['claim.document.maybe-foreigner']);
    expect(await startConversation().say('recuperar', 'EXT-204518', 'sí')).toEqual(['claim.ruc.ask']);
  });

  it('takes the official number of a domestic employer after asking, even from one message with everything', async () => {
    const { last, say } = startConversation();
    expect(await say(`${DOMESTIC} ${DOMESTIC}000 1`)).toContain('claim.ruc.fault.domestic');
    expect(await say('sí')).toEqual(['claim.review.ask']);
    expect(last().values).toMatchObject({ ruc: `${DOMESTIC}000`, branch: '0001', employer: 'domestic' });
    expect(last().choices).not.toContain('correct-branch');
    expect(await startConversation().say('recuperar', DOMESTIC, `${DOMESTIC}000`, 'servicio doméstico')).toEqual([
      'claim.review.ask',
    ]);
  });

  it("forgets domestic service when the cédula is corrected to a foreigner's code", async () => {
    const { say } = startConversation();
    await say('recuperar', DOMESTIC, 'servicio doméstico', 'corregir identificación', 'soy extranjero sin cédula');
    expect(await say('ext-204518')).toEqual(['claim.ruc.ask']);
  });

  it('explains why a number is needed, and answers a question about that kind of number', async () => {
    expect(await startConversation().say('recuperar', '¿para qué quiere mi cédula?')).toEqual([
      'claim.why',
      'claim.document.ask',
    ]);
  });

  it('replies to thanks at every step', async () => {
    expect(await startConversation().say('hola', 'muchas gracias')).toEqual(['thanks', 'menu.ask']);
  });

  it('keeps a doubtful number from the first message', async () => {
    const { say } = startConversation();
    expect(await say('1710034066')).toEqual(['greeting.brief', 'claim.document.doubt.check-digit']);
    expect(await say('1710034066')).toEqual(['claim.ruc.ask']);
  });
});

describe('corrections in the summary', () => {
  it.each([
    ['la cédula es 2459999013', { document: '2459999013', ruc: COMPANY, branch: '0001' }],
    ['2459999013', { document: '2459999013', ruc: COMPANY, branch: '0001' }],
    ['el ruc es 1799999923001', { document: CEDULA, ruc: '1799999923001', branch: '0001' }],
    ['1799999923001', { document: CEDULA, ruc: '1799999923001', branch: '0001' }],
    ['la sucursal es 12', { document: CEDULA, ruc: COMPANY, branch: '0012' }],
  ])('takes the correction %p and shows the new summary', async (text, values) => {
    const { last, say } = startConversation();
    await say(`${CEDULA} ruc ${COMPANY} suc 1`);
    expect(await say(text)).toEqual(['claim.review.ask']);
    expect(last().values).toMatchObject(values);
  });

  it('repeats the mismatch, not "sí", when a word after a mismatch is unclear', async () => {
    const { say } = startConversation();
    expect(await say(`${CEDULA} ruc ${COMPANY} suc 2`, 'sí', 'no entiendo')).toEqual([
      'not-understood.review',
      'claim.mismatch',
    ]);
  });

  it('repeats the choices of its question after every remark', async () => {
    const { last, say } = startConversation();
    await say('recuperar', 'mmm');
    expect(last().choices).toEqual(['foreigner', 'cancel']);
    await say('corregir');
    expect(last().key).toBe('claim.document.ask');
  });
});

describe('chat while the reset page is open', () => {
  const withPage = async () => {
    const chat = await conversationWithLink();
    const opened = await chat.open();
    return { ...chat, opened };
  };

  it('the chat keeps the reset page open whatever is written, except for a cancel', async () => {
    const { opened, page, say } = await withPage();
    for (const text of ['enviar otro', 'no', 'no me funciona la página', 'sí', 'atrás', 'no', 'cancelar']) {
      await say(text);
      expect(await page.resetSession(opened)).toMatchObject({ kind: 'running' });
    }
    expect(await say('sí')).toContain('cancelled');
    expect(await page.resetSession(opened)).toEqual({ kind: 'gone' });
  });

  it('offers another link when the time of the page is over', async () => {
    const { passTime, say } = await withPage();
    passTime(10 * MINUTE);
    expect(await say('¿y ahora?')).toEqual(['link.ended']);
    expect(await say('sí')).toEqual(['link.live']);
  });

  it('announces a link once and then only reminds of it', async () => {
    const { say } = await conversationWithLink();
    expect((await say('gracias, ya voy')).at(-1)).toBe('link.reminder');
  });
});
