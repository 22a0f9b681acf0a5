import {
  CEDULA,
  COMPANY,
  DOMESTIC,
  conversationAtBranch,
  conversationAtForeigner,
  conversationAtRuc,
} from '../support/bot/claim-conversations';
import type { BotMessage } from '../../dialogs/chat';
import { words } from '../support/recovery/in-memory-recovery';
import { conversationWithCode, startConversation } from '../support/bot/dialog-conversation';

const textOf = ({ key, values }: BotMessage) => words('es-EC')(key, values);

describe('number in two messages', () => {
  it('joins a cédula in two parts, after saying how many digits were seen and how many are missing', async () => {
    const { last, say } = startConversation();
    expect(await say('recuperar', '171003')).toEqual(['claim.document.part']);
    expect(last().values).toEqual({ seen: 6, missing: 4 });
    expect(await say('4065')).toEqual(['claim.ruc.ask']);
  });

  it('joins a RUC in three parts, and a RUC whose 001 follows', async () => {
    const { last, say } = await conversationAtRuc();
    expect(await say('179 999')).toEqual(['claim.ruc.part']);
    expect(await say('9915')).toEqual(['claim.ruc.fault.length']);
    expect(await say('001')).toEqual(['claim.branch.ask']);
    await say('1');
    expect(last().values).toMatchObject({ ruc: COMPANY });
  });

  it('takes the whole number when it is sent instead of the rest', async () => {
    expect(await startConversation().say('recuperar', '171003', CEDULA)).toEqual(['claim.ruc.ask']);
  });

  it('continues a number in the next answer only, and not in the answer to another question', async () => {
    expect(await startConversation().say('recuperar', '171003', 'a ver', '4065')).toEqual(['claim.document.part']);
    expect(await startConversation().say('recuperar', '171003', 'atrás', 'recuperar', '4065')).toEqual([
      'claim.document.part',
    ]);
  });

  it('joins nothing that becomes longer than the number, and asks again', async () => {
    expect(await startConversation().say('recuperar', '1710034', '0659')).toEqual(['claim.document.part']);
    expect(await (await conversationAtRuc()).say('1799999', '9150019')).toEqual(['claim.ruc.part']);
  });

  it('asks about a joined number that breaks the check rule', async () => {
    expect(await startConversation().say('recuperar', '171003', '4066')).toEqual(['claim.document.doubt.check-digit']);
  });
});

describe('number that is only a guess', () => {
  it.each([
    ['diecisiete diez cero tres cuarenta sesenta y cinco', 'claim.document.fault.guess'],
    ['seventeen ten zero three forty sixty five', 'claim.document.fault.guess'],
    ["1710034065' OR '1'='1", 'claim.document.fault.guess'],
    ['1710034065 1710034066', 'claim.document.fault.several-found'],
  ])('offers the cédula in %p', async (text, question) => {
    const { last, say } = startConversation();
    expect((await say('recuperar', text)).at(-1)).toBe(question);
    expect(last().values).toMatchObject({ suggestion: CEDULA });
    expect(await say('sí')).toEqual(['claim.ruc.ask']);
  });

  it('drops the guess after a no', async () => {
    const { say } = startConversation();
    expect(await say('recuperar', "1710034065' OR '1'='1", 'no')).toEqual(['claim.document.ask']);
  });

  it('offers RUC and branch that were typed without a space', async () => {
    const { last, say } = await conversationAtRuc();
    expect(await say(`${COMPANY}0001`)).toEqual(['claim.ruc.fault.glued']);
    expect(await say('sí')).toEqual(['claim.review.ask']);
    expect(last().values).toMatchObject({ ruc: COMPANY, branch: '0001' });
  });
});

describe('RUC at the question for the document', () => {
  it.each([
    [COMPANY, 'Ese es el RUC; ya lo anoté. Falta la cédula del empleador o representante legal.'],
    [`${CEDULA}001`, `Ese es el RUC; ya lo anoté. Falta la cédula del empleador o representante legal. ¿Es ${CEDULA}?`],
  ])('is noted, and the answer to %s says so: %s', async (ruc, sentence) => {
    const { last, say } = startConversation();
    expect(await say('recuperar', ruc)).toEqual(['claim.document.fault.is-ruc']);
    expect(textOf(last())).toBe(sentence);
    expect(await say(CEDULA)).toEqual(['claim.branch.ask']);
    await say('1');
    expect(last().values).toMatchObject({ document: CEDULA, ruc });
  });

  it('is not said to be noted when its suffix is wrong, and is asked for later', async () => {
    const { last, say } = startConversation();
    expect(await say('recuperar', `${CEDULA}002`)).toEqual(['claim.document.fault.is-ruc']);
    expect(textOf(last())).toMatch(/^Eso parece un RUC; se lo pido después\./);
    expect(await say('sí')).toEqual(['claim.ruc.ask']);
  });

  it("asks for the foreigner's code when that was the question", async () => {
    const { last, say } = await conversationAtForeigner();
    expect(await say(COMPANY)).toEqual(['claim.document.fault.is-ruc']);
    expect(textOf(last())).toBe('Ese es el RUC; ya lo anoté. Falta su código del IESS para extranjeros.');
  });
});

describe('RUC question', () => {
  it.each(['mi cédula con 001', 'el mismo de la cédula', 'my ID plus 001'])(
    'offers the cédula and 001 for %p',
    async (text) => {
      const { last, say } = await conversationAtRuc();
      expect((await say(text)).at(-1)).toBe('claim.ruc.fault.own-cedula');
      expect(await say('sí')).toEqual(['claim.branch.ask']);
      await say('1');
      expect(last().values).toMatchObject({ ruc: `${CEDULA}001` });
    },
  );

  it("asks once about a natural person's RUC with a wrong check digit, and marks it when it is sent again", async () => {
    const { last, say } = await conversationAtRuc();
    expect(await say('2459999014001')).toEqual(['claim.ruc.doubt.check-digit']);
    expect(await say('2459999014001')).toEqual(['claim.branch.ask']);
    await say('1');
    expect(last().values).toMatchObject({ ruc: '2459999014001', rucDoubt: 'yes' });
  });

  it('asks about a doubtful RUC in a whole claim, and takes a yes', async () => {
    const { say } = startConversation();
    expect(await say(`${CEDULA} ruc 2459999014001 sucursal 1`)).toContain('claim.ruc.doubt.check-digit');
    expect(await say('sí')).toEqual(['claim.review.ask']);
  });

  it('does not ask twice about the RUC of a person who confirmed the cédula', async () => {
    const { say } = startConversation();
    expect(await say('recuperar', '1710034066', '1710034066', '1710034066001')).toEqual(['claim.branch.ask']);
  });

  it('does not ask about a company, which may have no check digit', async () => {
    expect(await (await conversationAtRuc()).say('1799999942001')).toEqual(['claim.branch.ask']);
  });

  it('asks about a doubtful RUC typed in the summary, and a yes does not confirm the old one', async () => {
    const { last, say } = await conversationAtBranch();
    expect(await say('1', 'el ruc es 2459999014001')).toEqual(['claim.ruc.doubt.check-digit']);
    expect(await say('sí')).toEqual(['claim.review.ask']);
    expect(last().values).toMatchObject({ ruc: '2459999014001', rucDoubt: 'yes' });
  });
});

describe('domestic employer', () => {
  it('starts with a question when the first number is a cédula and 000', async () => {
    const { last, say } = startConversation();
    expect(await say(`${DOMESTIC}000`)).toContain('claim.ruc.fault.domestic');
    expect(await say('sí')).toEqual(['claim.review.ask']);
    expect(last().values).toMatchObject({ document: DOMESTIC, ruc: `${DOMESTIC}000`, employer: 'domestic' });
  });

  it.each([`${DOMESTIC} 000`, `${DOMESTIC}-000`, `${DOMESTIC}, 000`, `${DOMESTIC} y 000`, `245999902-1 000 0001`])(
    'starts with the same question when 000 stands apart from the cédula, as in %p',
    async (text) => {
      for (const texts of [[text], ['recuperar', text]]) {
        const { last, say } = startConversation();
        expect(await say(...texts)).toContain('claim.ruc.fault.domestic');
        expect(await say('sí')).toEqual(['claim.review.ask']);
        expect(last().values).toMatchObject({ document: DOMESTIC, ruc: `${DOMESTIC}000`, employer: 'domestic' });
      }
    },
  );

  it.each([`${DOMESTIC} 001`, `${DOMESTIC} 0001`, `${DOMESTIC} 0005`])('is not asked about for %p', async (text) => {
    expect(await startConversation().say('recuperar', text)).toEqual(['claim.ruc.ask']);
  });

  it('stays a business after a no, and keeps the cédula', async () => {
    expect(await startConversation().say('recuperar', `${DOMESTIC}000`, 'no')).toEqual(['claim.ruc.ask']);
  });
});

describe("foreigner's code", () => {
  it.each(['EXT 204518', 'EXT204518', 'mi código es ext. 204518'])(
    'is offered as EXT-204518 for %p at the question for the cédula',
    async (text) => {
      const { last, say } = startConversation();
      expect(await say('recuperar', text)).toEqual(['claim.document.maybe-foreigner']);
      expect(last().values).toEqual({ code: 'EXT-204518' });
      expect(await say('sí')).toEqual(['claim.ruc.ask']);
    },
  );

  it.each([
    ['EXT 204518', 'claim.foreigner.fault.guess'],
    ['EXT204518', 'claim.document.doubt.hyphen'],
    ['es el ext204518', 'claim.document.doubt.hyphen'],
  ])("is offered as EXT-204518 for %p at the foreigner's question too", async (text, question) => {
    const { last, say } = await conversationAtForeigner();
    expect(await say(text)).toEqual([question]);
    expect(last().values).toMatchObject({ suggestion: 'EXT-204518' });
    expect(await say('sí', '1799999923001', '1')).toEqual(['claim.review.ask']);
    expect(last().values).toMatchObject({ document: 'EXT-204518', documentDoubt: 'no' });
  });

  it.each([['EXT204518'], ['no', 'ext204518']])(
    'is taken without a hyphen and marked as doubtful when it is sent again: %p',
    async (...replies) => {
      const { last, say } = await conversationAtForeigner();
      await say('EXT204518');
      expect(await say(...replies, '1799999923001', '1')).toEqual(['claim.review.ask']);
      expect(last().values).toMatchObject({ document: 'EXT204518', documentDoubt: 'yes' });
    },
  );

  it('is asked about beside the other numbers, which are kept', async () => {
    const { last, say } = await conversationAtForeigner();
    expect(await say('EXT204518, RUC 1799999923001, sucursal 2')).toEqual(['claim.document.doubt.hyphen']);
    expect(await say('sí')).toEqual(['claim.review.ask']);
    expect(last().values).toMatchObject({ document: 'EXT-204518', ruc: '1799999923001', branch: '0002' });
  });

  it.each(['sí', CEDULA])('offers to go on with a cédula that was typed instead, and %p accepts', async (reply) => {
    const { last, say } = await conversationAtForeigner();
    expect(await say(CEDULA)).toEqual(['claim.document.fault.is-cedula']);
    expect(await say(reply, COMPANY, '1')).toEqual(['claim.review.ask']);
    expect(last().values).toMatchObject({ document: CEDULA, documentKind: 'cedula' });
  });

  it('says how to get a code to a person who has none', async () => {
    expect(await (await conversationAtForeigner()).say('no tengo ese código, ¿dónde lo saco?')).toContain(
      'answer.what-foreigner-code',
    );
  });
});

describe('branch question', () => {
  it.each(['solo tengo una oficina', 'just the one shop', 'es la matriz', 'la primera'])(
    'offers 0001 for %p',
    async (text) => {
      const { last, say } = await conversationAtBranch();
      await say(text);
      expect(last().values).toEqual({ suggestion: '0001' });
      expect(await say('sí')).toEqual(['claim.review.ask']);
    },
  );

  it('starts a list of branches with the first one', async () => {
    const { last, say } = await conversationAtBranch();
    expect(await say('0001, 0002 y 0003')).toEqual(['claim.branch.fault.several-branches']);
    expect(await say('sí')).toEqual(['claim.review.ask']);
    expect(last().values).toMatchObject({ branch: '0001' });
  });

  it.each(['tengo 3 sucursales', 'atiendo de 8 a 17', 'son las 10 y 45'])('takes no branch from %p', async (text) => {
    const { last, say } = await conversationAtBranch();
    expect(await say(text)).not.toContain('claim.review.ask');
    await say('2');
    expect(last().values).toMatchObject({ branch: '0002' });
  });

  it('takes no branch from such a sentence in the summary either', async () => {
    const { last, say } = await conversationAtBranch();
    await say('2', 'tengo 3 sucursales');
    await say('la sucursal es la 2');
    expect(last().values).toMatchObject({ branch: '0002' });
  });
});

describe('several branches in the first message', () => {
  it.each(['sucursales 0001, 0002 y 0003', 'branches 1, 2 and 3'])('%j begin with the first', async (branches) => {
    const { last, say } = startConversation();
    await say(`1710034065 ruc 1799999915001 ${branches}`);
    expect(last()).toMatchObject({ key: 'claim.review.ask', values: { branch: '0001' } });
  });
});

describe('code in free text', () => {
  it.each<[string, (code: string) => string]>([
    ['given twice', (code) => `${code}, repito ${code}`],
    ['with commas', (code) => Array.from(code).join(',')],
    ['in two lines', (code) => `${code.slice(0, 3)}\n${code.slice(3)}`],
    ['beside a time', (code) => `son las 10 y 45 y es ${code}`],
  ])('is read when it is %s', async (_how, write) => {
    const { code, say } = await conversationWithCode();
    expect(await say(write(code()))).toEqual(['link.live']);
  });
});
