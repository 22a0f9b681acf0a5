import { startConversation, conversationWithLink, setNewKey } from '../support/bot/dialog-conversation';

const CEDULA = '1710034065';
const COMPANY = '1799999915001';
const NATURAL = '2459999013';

describe('recovery in the chat', () => {
  it('greets once, asks for ID, RUC and branch, shows the summary, and mails the code and then the link', async () => {
    const { code, join, mailbox, say } = startConversation();
    expect(await join()).toEqual(['greeting']);
    expect(await join()).toEqual([]);
    expect(await say('Recuperar mi clave')).toEqual(['claim.document.ask']);
    expect(await say(CEDULA)).toEqual(['claim.ruc.ask']);
    expect(await say(COMPANY)).toEqual(['claim.branch.ask']);
    expect(await say('1')).toEqual(['claim.review.ask']);
    expect(await say('sí')).toEqual(['code.live']);
    expect(await say(`mi código es ${code()}`)).toEqual(['link.live']);
    expect(mailbox.messages().map(({ subject }) => subject)).toEqual([
      'Recuperación Clave para RUC',
      'Código de verificación: IESS',
    ]);
  });

  it('takes the whole claim from one message, even from the first', async () => {
    const { say } = startConversation();
    expect(await say(`${CEDULA}, RUC ${COMPANY} sucursal 1`)).toEqual(['greeting.brief', 'claim.review.ask']);
  });

  it.each(['hola', '¡Buenas tardes!', 'asdf', '👍'])('answers the first message %p with the greeting', async (text) => {
    expect((await startConversation().say(text))[0]).toMatch(/^greeting/);
  });

  it('starts at once for a person who describes the problem', async () => {
    expect(await startConversation().say('perdí mi clave y debo pagar planillas')).toEqual([
      'greeting.brief',
      'claim.document.ask',
    ]);
  });

  it('suggests the RUC of a natural person and the main branch', async () => {
    const { last, say } = startConversation();
    await say('recuperar', NATURAL);
    expect(last().choices).toContainEqual({ text: `${NATURAL}001` });
    await say(`${NATURAL}001`);
    expect(last().choices).toContainEqual({ text: '0001' });
    expect(await say('principal', 'sí')).toEqual(['code.live']);
  });

  it('derives RUC and branch of a domestic employer and shows them', async () => {
    const { last, say } = startConversation();
    expect(await say('recuperar', '2459999021', 'servicio doméstico')).toEqual(['claim.review.ask']);
    expect(last().values).toMatchObject({ ruc: '2459999021000', branch: '0001', employer: 'domestic' });
    expect(await say('sí')).toEqual(['code.live']);
  });

  it("takes a foreigner's code", async () => {
    const { say } = startConversation();
    expect(await say('recuperar', 'No tengo cédula (extranjeros)')).toEqual(['claim.foreigner.ask']);
    expect(await say('ext-204518')).toEqual(['claim.ruc.ask']);
    expect(await say('1799999923001', '1', 'sí')).toEqual(['code.live']);
  });

  it('accepts a company registered after 2021 and marks its number in the summary', async () => {
    const { last, say } = startConversation();
    await say('recuperar', '2459999088 1799999942001 suc 1');
    expect(last()).toMatchObject({ key: 'claim.review.ask', values: { rucDoubt: 'yes', documentDoubt: 'no' } });
    expect(await say('sí')).toEqual(['code.live']);
  });

  it('reports without a request that the key was set', async () => {
    const chat = await conversationWithLink();
    const id = chat.session().recovery?.id;
    expect(id).toBeDefined();
    if (!id) return;
    const { notify, settle } = chat;
    await setNewKey(chat);
    await settle();
    expect(chat.notified).toEqual([id, id]);
    expect(await notify(id)).toEqual(['recovery.done', 'menu.anything-else']);
    // The notification of the opened link may come late and find the same stage.
    expect(await notify(id)).toEqual([]);
    expect(await chat.say('hola')).toEqual(['menu.ask']);
  });
});

it('reports once that the key was set to a person who writes before the notification', async () => {
  const chat = await conversationWithLink();
  const { notify, say, session } = chat;
  const id = session().recovery?.id;
  if (!id) throw new Error('there is no recovery');
  await setNewKey(chat);
  expect(await say('¿ya está?')).toEqual(['recovery.done', 'menu.anything-else']);
  expect(await notify(id)).toEqual([]);
});

describe('in-person procedure', () => {
  it.each([
    ['2459999039 ruc 2459999039001 suc 1', 'in-person.reason.first-key'],
    ['2459999047 ruc 2459999047001 suc 1', 'in-person.reason.ruc-inactive'],
    ['2459999054 ruc 2459999054001 suc 1', 'in-person.reason.ruc-inactive'],
    ['2459999062 ruc 2459999062001 suc 1', 'in-person.reason.no-mailbox'],
  ])('the in-person procedure has a reason, documents, a place and a contact for %s', async (answers, reason) => {
    const { mailbox, say } = startConversation();
    expect(await say(answers, 'sí')).toEqual([reason, 'in-person.documents', 'in-person.instructions', 'menu.ask']);
    expect(mailbox.messages()).toEqual([]);
  });

  it('the menu starts the in-person procedure', async () => {
    expect(await startConversation().say('hola', 'No tengo acceso a ese correo')).toContain('in-person.documents');
  });
});

describe('outage of a dependency during a recovery', () => {
  it('reports a mail that cannot be sent, and offers another try and the in-person procedure', async () => {
    const { down, last, say } = startConversation();
    down.add('mailer');
    expect(await say(`${CEDULA} ruc ${COMPANY} suc 1`, 'sí')).toEqual(['code.unsent']);
    expect(last().choices).toEqual(expect.arrayContaining(['resend', 'in-person']));
    expect(await say('asistencia presencial')).toEqual([
      'answer.in-person',
      'in-person.documents',
      'in-person.instructions',
      'code.unsent',
    ]);
  });

  it('an outage of the registry loses no answer, and the same answer works afterwards', async () => {
    const chat = startConversation();
    await chat.say(`${CEDULA} ruc ${COMPANY} suc 1`);
    for (const port of ['employer-registry', 'recovery-store']) {
      chat.down.add(port);
      await expect(chat.say('sí')).rejects.toThrow('unavailable');
      chat.down.delete(port);
    }
    expect(await chat.say('sí')).toEqual(['code.live']);
    chat.down.add('recovery-store');
    await expect(chat.say(chat.code())).rejects.toThrow('unavailable');
    chat.down.delete('recovery-store');
    expect(await chat.say(chat.code())).toEqual(['link.live']);
  });
});
