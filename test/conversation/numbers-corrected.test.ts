import {
  CEDULA,
  COMPANY,
  DOMESTIC,
  conversationAtBranch,
  conversationAtForeigner,
  conversationAtRuc,
} from '../support/bot/claim-conversations';
import { startConversation } from '../support/bot/dialog-conversation';

describe('correcting an answer', () => {
  it('clears the only answer at once, and asks which one when there are several', async () => {
    expect(await (await conversationAtRuc()).say('corregir')).toEqual(['claim.document.ask']);
    expect(await (await conversationAtBranch()).say('corregir')).toEqual(['claim.correct.which']);
    expect(await (await conversationAtBranch()).say('corregir', 'el ruc', '1799999923001')).toEqual([
      'claim.branch.ask',
    ]);
  });

  it('takes the new value as the answer to "which one"', async () => {
    const { last, say } = await conversationAtBranch();
    expect(await say('1', 'corregir', '1799999923001')).toEqual(['claim.review.ask']);
    expect(last().values).toMatchObject({ ruc: '1799999923001' });
  });
});

describe('correcting the document', () => {
  const reviewOfForeigner = async () => {
    const chat = await conversationAtForeigner();
    await chat.say('EXT-204518', COMPANY, '2');
    return chat;
  };
  const reviewOfCedula = async () => {
    const chat = await conversationAtBranch();
    await chat.say('2');
    return chat;
  };

  it.each([[CEDULA], ['corregir', 'la cédula', CEDULA], ['corregir', CEDULA], ['mi cédula es 171003406-5']])(
    "offers a cédula in place of a foreigner's code after %p",
    async (...texts) => {
      const { last, say } = await reviewOfForeigner();
      expect(await say(...texts)).toEqual(['claim.document.fault.is-cedula']);
      expect(await say('sí')).toEqual(['claim.review.ask']);
      expect(last().values).toMatchObject({ document: CEDULA, documentKind: 'cedula', ruc: COMPANY, branch: '0002' });
    },
  );

  it.each([
    ['mi código de extranjero es EXT-204518'],
    ['corregir', 'la cédula', 'EXT-204518'],
    ['corregir', 'ext 204518'],
  ])("offers a foreigner's code in place of a cédula after %p", async (...texts) => {
    const { last, say } = await reviewOfCedula();
    expect(await say(...texts)).toEqual(['claim.document.maybe-foreigner']);
    expect(await say('sí')).toEqual(['claim.review.ask']);
    expect(last().values).toMatchObject({ document: 'EXT-204518', documentKind: 'foreigner', branch: '0002' });
  });

  it('keeps the old document after two times no', async () => {
    const { last, say } = await reviewOfForeigner();
    expect(await say('corregir', CEDULA, 'no')).toEqual(['claim.foreigner.ask']);
    expect(await say('no')).toEqual(['claim.review.ask']);
    expect(last().values).toMatchObject({ document: 'EXT-204518', documentKind: 'foreigner' });
  });

  it('takes the other numbers of the message, whatever becomes of the offer', async () => {
    const { last, say } = await reviewOfForeigner();
    await say(`${CEDULA} ruc 1799999923001 sucursal 3`, 'no', 'no');
    expect(last().values).toMatchObject({ document: 'EXT-204518', ruc: '1799999923001', branch: '0003' });
  });

  it('asks for a RUC when a domestic employer turns out to have no cédula', async () => {
    const { last, say } = startConversation();
    await say(`${DOMESTIC}000`, 'sí');
    expect(await say('corregir', 'la cédula', 'EXT-204518', 'sí')).toEqual(['claim.ruc.ask']);
    await say(COMPANY, '1');
    expect(last().values).toMatchObject({ document: 'EXT-204518', ruc: COMPANY, employer: 'business' });
  });

  it.each([
    ['la cédula', '1710034066'],
    ['el ruc', '2459999014001'],
  ])('takes a doubtful number for %s when it is sent again', async (field, number) => {
    const { last, say } = await reviewOfCedula();
    expect((await say('corregir', field, number)).at(-1)).toContain('.doubt.check-digit');
    expect(await say(number)).toEqual(['claim.review.ask']);
    expect(Object.values(last().values ?? {})).toContain(number);
  });

  it('joins a number in two messages', async () => {
    const { last, say } = await reviewOfCedula();
    expect(await say('corregir', 'el ruc', '179999994')).toEqual(['claim.ruc.part']);
    expect(await say('2001')).toEqual(['claim.review.ask']);
    expect(last().values).toMatchObject({ ruc: '1799999942001' });
  });
});

describe('correcting the employer', () => {
  it.each([['servicio doméstico'], [`${DOMESTIC}000`, 'sí']])(
    'shows the summary again when a domestic employer answers %p at the question for the RUC',
    async (...texts) => {
      const { last, say } = startConversation();
      await say(`${DOMESTIC}000`, 'sí', 'corregir', 'el ruc');
      expect(await say(...texts)).toEqual(['claim.review.ask']);
      expect(last().values).toMatchObject({ ruc: `${DOMESTIC}000`, employer: 'domestic' });
    },
  );

  it('asks about domestic service when the summary is answered with the cédula and 000, and keeps the RUC until a yes', async () => {
    const { last, say } = await conversationAtBranch();
    expect(await say('2', `${CEDULA}000`)).toEqual(['claim.ruc.fault.domestic']);
    expect(await say('no', 'no')).toEqual(['claim.review.ask']);
    expect(last().values).toMatchObject({ ruc: COMPANY, branch: '0002', employer: 'business' });
    expect(await say(`${CEDULA} 000`, 'sí')).toEqual(['claim.review.ask']);
    expect(last().values).toMatchObject({ ruc: `${CEDULA}000`, branch: '0001', employer: 'domestic' });
  });
});

describe('correcting the branch in the summary', () => {
  const reviewOfBranch2 = async () => {
    const chat = await conversationAtBranch();
    await chat.say('2');
    return chat;
  };

  it.each([
    ['la sucursal es la uno', '0001'],
    ['la sucursal es la 3', '0003'],
    ['mejor la sucursal 0003', '0003'],
    ['el local 3', '0003'],
    ['mejor el local 3', '0003'],
    ['quiero la sucursal tres', '0003'],
    ['sucursal 3, ¿cuánto se demora?', '0003'],
    ['my branch is number three', '0003'],
  ])('takes the branch in %p', async (text, branch) => {
    const { last, say } = await reviewOfBranch2();
    expect((await say(text)).at(-1)).toBe('claim.review.ask');
    expect(last().values).toMatchObject({ branch });
  });

  it.each([
    ['la sucursal no es la 1, es la 3', '0003'],
    ['la sucursal está mal, es la matriz', '0001'],
  ])('offers the branch in %p', async (text, branch) => {
    const { last, say } = await reviewOfBranch2();
    expect(await say(text)).toEqual(['claim.branch.fault.guess']);
    expect(await say('sí')).toEqual(['claim.review.ask']);
    expect(last().values).toMatchObject({ branch });
  });

  it.each(['tengo 3 sucursales', '¿es la sucursal 3?', 'sucursal 1 o 3', 'en el local 3 hay 2 empleados'])(
    'keeps the branch after %p',
    async (text) => {
      const { last, say } = await reviewOfBranch2();
      await say(text, 'corregir', 'el ruc', 'no');
      expect(last()).toMatchObject({ key: 'claim.review.ask', values: { branch: '0002' } });
    },
  );

  it('takes the main branch by its name when the branch is asked for anew', async () => {
    const { last, say } = await reviewOfBranch2();
    expect(await say('corregir', 'la sucursal', 'la matriz')).toEqual(['claim.review.ask']);
    expect(last().values).toMatchObject({ branch: '0001' });
  });
});
