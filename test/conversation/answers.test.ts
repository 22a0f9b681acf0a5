import type { LinkToken } from '../../src/domain/recovery/reset-link';
import { Sensitive } from '../../src/domain/sensitive';
import { startConversation, conversationWithLink } from '../support/bot/dialog-conversation';

const CEDULA = '1710034065';
const COMPANY = '1799999915001';
const NATURAL = '2459999013';

describe('checking and correcting answers', () => {
  it('rejects a cédula with a wrong check digit once, and asks the registry when it is sent again', async () => {
    const { last, say } = startConversation();
    expect(await say('recuperar', '1710034066')).toEqual(['claim.document.doubt.check-digit']);
    expect(await say('1710034066')).toEqual(['claim.ruc.ask']);
    await say(COMPANY, '1');
    expect(last().values).toMatchObject({ documentDoubt: 'yes' });
    expect(await say('sí')).toEqual(['claim.mismatch']);
  });

  it('forgets the doubtful number when another number is sent', async () => {
    expect(await startConversation().say('recuperar', '1710034066', CEDULA)).toEqual(['claim.ruc.ask']);
  });

  it('keeps the readable numbers of a partly readable message', async () => {
    const { say } = startConversation();
    expect(await say('recuperar', `cédula 171003406x, ruc ${COMPANY}`)).toEqual(['claim.document.fault.letters']);
    expect(await say(CEDULA)).toEqual(['claim.branch.ask']);
  });

  it('suggests the RUC to a person who types the cédula instead', async () => {
    const { last, say } = startConversation();
    expect(await say('recuperar', CEDULA, CEDULA)).toEqual(['claim.ruc.fault.is-cedula']);
    expect(last().choices).toEqual([{ text: `${CEDULA}001` }, 'domestic', 'back']);
  });

  it.each([
    ['the ID', 'Corregir cédula o código', 'claim.document.ask', NATURAL],
    ['the RUC', 'corregir ruc', 'claim.ruc.ask', '1799999923001'],
    ['the branch', 'Corregir sucursal', 'claim.branch.ask', '7'],
  ])('corrects %s and keeps the other answers', async (...[, command, question, answer]) => {
    const { say } = startConversation();
    await say(`${CEDULA} ruc ${COMPANY} sucursal 1`);
    expect(await say(command)).toEqual([question]);
    expect(await say(answer)).toEqual(['claim.review.ask']);
  });

  it('takes a correction typed in the summary', async () => {
    const { last, say } = startConversation();
    await say(`${CEDULA} ruc ${COMPANY} sucursal 1`);
    expect(await say('la sucursal es 12')).toEqual(['claim.review.ask']);
    expect(last().values).toMatchObject({ branch: '0012', ruc: COMPANY, document: CEDULA });
  });

  it('asks which answer to correct when only "corregir" is typed', async () => {
    const { say } = startConversation();
    await say(`${CEDULA} ruc ${COMPANY} sucursal 1`);
    expect(await say('corregir')).toEqual(['claim.correct.which']);
    expect(await say('corregir ruc')).toEqual(['claim.ruc.ask']);
  });

  it('goes back one answer at a time, from the summary to the menu', async () => {
    const { say } = startConversation();
    await say(`${CEDULA} ruc ${COMPANY} sucursal 1`);
    expect(await say('atrás')).toEqual(['claim.branch.ask']);
    expect(await say('atrás')).toEqual(['claim.ruc.ask']);
    expect(await say('atrás')).toEqual(['claim.document.ask']);
    expect(await say('atrás')).toEqual(['menu.ask']);
  });

  it('gives the same reply whichever of the three numbers is wrong, and lets each be corrected', async () => {
    for (const answers of [
      `${NATURAL} ruc ${COMPANY} suc 1`,
      `${CEDULA} ruc 1799999923001 suc 1`,
      `${CEDULA} ruc ${COMPANY} suc 2`,
    ]) {
      const { mailbox, say } = startConversation();
      expect(await say(answers, 'sí')).toEqual(['claim.mismatch']);
      expect(mailbox.messages()).toEqual([]);
    }
    const { say } = startConversation();
    expect(await say(`${CEDULA} ruc ${COMPANY} suc 2`, 'sí', 'corregir sucursal', '1', 'sí')).toEqual(['code.live']);
  });
});

describe('global commands', () => {
  const questions: [string, readonly string[]][] = [
    ['menu.ask', ['hola', 'menú']],
    ['claim.document.ask', ['recuperar']],
    ['claim.ruc.ask', ['recuperar', CEDULA]],
    ['claim.branch.ask', ['recuperar', CEDULA, COMPANY]],
    ['claim.review.ask', [`${CEDULA} ruc ${COMPANY} suc 1`]],
    ['code.live', [`${CEDULA} ruc ${COMPANY} suc 1`, 'sí']],
  ];

  it.each(questions)('answers help, contact and language at %s, and repeats the question', async (question, path) => {
    const { say, session } = startConversation();
    expect((await say(...path)).at(-1)).toBe(question);
    const repeated = question === 'code.live' ? 'code.reminder' : question;
    expect(await say('¡Ayuda!')).toEqual([expect.stringMatching(/^not-understood\./), repeated]);
    expect(await say('contacto')).toEqual(['answer.phone', repeated]);
    expect(await say('Qué necesito')).toEqual(['answer.requirements', 'answer.requirements.web', repeated]);
    expect(await say('English')).toEqual(['language.changed', repeated]);
    expect(session().locale).toBe('en');
    expect(await say('help')).toEqual([expect.stringMatching(/^not-understood\./), repeated]);
    expect(await say('español')).toEqual(['language.changed', repeated]);
  });

  it.each([
    'mana hamutanichu, yanapaway',
    'não entendo espanhol',
    'je ne parle pas espagnol',
    'ich verstehe kein Spanisch',
  ])('names the languages that it speaks when asked in another one, and repeats the question: %p', async (text) => {
    for (const [question, path] of questions) {
      const { say, session } = startConversation();
      await say(...path);
      const repeated = question === 'code.live' ? 'code.reminder' : question;
      expect(await say(text)).toEqual(['answer.languages', repeated]);
      expect(session().locale).toBe('es-EC');
    }
  });

  it('goes on in English or Spanish when asked whether it speaks it, even after another choice', async () => {
    const { say, session } = startConversation();
    await say('recuperar', 'español');
    expect(await say('can you speak english?')).toEqual(['language.changed', 'claim.document.ask']);
    expect(session().locale).toBe('en');
    expect(await say('¿habla español?')).toEqual(['language.changed', 'claim.document.ask']);
    expect(session().locale).toBe('es-EC');
  });

  it('answers global commands while the link is open', async () => {
    const { say } = await conversationWithLink();
    expect(await say('ayuda')).toEqual(['not-understood.link', 'link.reminder']);
    expect(await say('english')).toEqual(['language.changed', 'link.reminder']);
    expect(await say('cancel', 'yes')).toEqual(['cancelled', 'menu.ask']);
  });

  it('treats a command word inside a sentence as no command', async () => {
    const { say } = startConversation();
    await say('recuperar');
    expect(await say('no quiero cancelar nada')).not.toContain('cancelled');
    expect(await say(CEDULA)).toEqual(['claim.ruc.ask']);
  });

  it('leaves no working code or link after a cancel', async () => {
    const { code, page, say, token } = await conversationWithLink();
    const link = token();
    await say('cancelar', 'sí');
    expect(await page.openLink(new Sensitive(link as LinkToken))).toEqual({ kind: 'gone' });
    expect(code()).toBe('no code in the newest mail');
  });
});
