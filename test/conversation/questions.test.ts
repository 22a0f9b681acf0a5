import { conversationWithCode, conversationWithLink, startConversation } from '../support/bot/dialog-conversation';

type Conversation = ReturnType<typeof startConversation>;
type Place = 'menu' | 'document' | 'foreigner' | 'ruc' | 'branch' | 'review' | 'code' | 'link';

const CLAIM = '1710034065 ruc 1799999915001 sucursal 1';

const after = async (...texts: readonly string[]): Promise<Conversation> => {
  const conversation = startConversation();
  await conversation.say(...texts);
  return conversation;
};

/** How each question is reached, and its key when it is put again. */
const PLACES: Readonly<Record<Place, readonly [reach: () => Promise<Conversation>, question: string]>> = {
  menu: [() => after('hola'), 'menu.ask'],
  document: [() => after('recuperar'), 'claim.document.ask'],
  foreigner: [() => after('soy extranjero'), 'claim.foreigner.ask'],
  ruc: [() => after('recuperar', '1710034065'), 'claim.ruc.ask'],
  branch: [() => after('recuperar', '1710034065', '1799999915001'), 'claim.branch.ask'],
  review: [() => after(CLAIM), 'claim.review.ask'],
  code: [conversationWithCode, 'code.reminder'],
  link: [conversationWithLink, 'link.reminder'],
};

/** A question of a person in both languages, where it is asked, and the key of its answer. */
const QUESTIONS: readonly [at: Place, spanish: string, english: string, answer: string][] = [
  ['menu', '¿esto se paga?', 'is there a fee for this?', 'answer.cost'],
  ['document', 'cuanto se demora el tramite', 'how long does all this take?', 'answer.duration'],
  ['ruc', '¿atienden los domingos?', 'are you open on Sundays?', 'answer.hours'],
  ['review', 'deme el número de teléfono', 'give me the phone number', 'answer.phone'],
  ['code', 'quiero que me atienda un asesor', 'I want to speak with an agent', 'answer.human'],
  ['menu', '¿es segura esta página?', 'is this page secure?', 'answer.safety'],
  ['branch', '¿usted es una máquina?', 'are you a machine?', 'answer.robot'],
  ['document', '¿guardan mis datos?', 'do you store my data?', 'answer.privacy'],
  ['menu', '¿para qué sirve este chat?', 'what is this chat for?', 'answer.purpose'],
  ['menu', '¿qué documentos necesito?', 'which documents do I need?', 'answer.requirements'],
  ['ruc', '¿por qué me piden el RUC?', 'why do you ask for the RUC?', 'claim.why'],
  ['document', '¿de quién es la cédula que pongo?', 'whose cédula do I give?', 'answer.whose-document'],
  ['document', '¿qué es representante legal?', 'what is a legal representative?', 'answer.what-representative'],
  ['ruc', '¿qué significa RUC?', 'what does RUC mean?', 'answer.what-ruc'],
  ['ruc', '¿dónde encuentro el RUC?', 'where can I find the RUC?', 'answer.where-ruc'],
  ['ruc', 'no tengo RUC', "I don't have a RUC", 'answer.no-ruc'],
  ['branch', '¿qué es eso de sucursal?', 'what is a branch?', 'answer.what-branch'],
  ['branch', 'no sé qué sucursal poner', "I don't know which branch to give", 'answer.which-branch'],
  ['code', '¿de qué código me habla?', 'which code do you mean?', 'answer.what-code'],
  ['foreigner', '¿dónde consigo ese código?', 'where do I get that code?', 'answer.what-foreigner-code'],
  ['review', '¿y con pasaporte se puede?', 'can I use my passport?', 'answer.passport'],
  ['branch', '¿cuántos pasos faltan?', 'how many steps are left?', 'answer.progress.data'],
  ['review', '¿qué pasa después?', 'what happens next?', 'answer.next-step.review'],
  ['code', '¿a qué correo me lo mandó?', 'to which email did you send it?', 'answer.mailbox.after'],
  ['code', '¿cuánto tiempo dura el código?', 'how long is the code valid?', 'answer.validity.live'],
  ['code', 'el código ya venció', 'the code has expired', 'answer.expired.alive'],
  ['code', 'todavía no me llega nada', 'nothing has arrived yet', 'mail-tips'],
  ['code', '¿en qué carpeta lo busco?', 'in which folder should I look?', 'answer.spam'],
  ['code', '¿me lo puede mandar por WhatsApp?', 'can you send it by WhatsApp?', 'answer.other-delivery'],
  ['code', 'la frase de seguridad no coincide', 'the security phrase does not match', 'answer.phrase'],
  ['link', 'me llegó un correo sospechoso', 'I got a suspicious email', 'answer.suspicious-mail'],
  ['code', 'alguien me llamó y me pide el código', 'somebody called me and wants the code', 'answer.caller-wants-code'],
  ['code', '¿dónde escribo el código?', 'where do I type the code?', 'answer.where-to-type.code'],
  ['link', 'el enlace no abre', "the link doesn't open", 'answer.link-broken'],
  ['link', 'dice que el enlace ya fue usado', 'it says the link was already used', 'answer.link-used'],
  ['link', '¿cómo tiene que ser la clave nueva?', 'what must the new password be like?', 'answer.key-rules'],
  ['link', 'la página no acepta mi clave nueva', 'the page does not accept my new password', 'answer.key-refused'],
  ['document', 'es la primera vez que saco la clave', 'I never had an employer password before', 'answer.first-key'],
  ['review', 'el correo registrado está mal', 'the registered email is wrong', 'answer.wrong-mailbox'],
  ['ruc', 'mi RUC está suspendido', 'my RUC is suspended', 'answer.ruc-closed'],
  ['menu', 'soy jubilado y perdí mi clave', 'I am a pensioner and lost my password', 'answer.affiliate'],
  [
    'ruc',
    'soy trabajador, quiero ver mis aportes',
    'I am a worker and want to see my contributions',
    'answer.affiliate',
  ],
  ['menu', 'olvidé la clave del SRI', 'I forgot my bank password', 'answer.other-institution'],
  ['code', 'espere, estoy abriendo el correo', 'wait, I am opening my email', 'answer.wait.live'],
  ['ruc', 'no tengo el RUC a la mano', "I don't have the RUC with me", 'answer.not-yet'],
  ['review', 'quiero poner una queja', 'I want to file a complaint', 'answer.complaint'],
  ['branch', 'son unos inútiles', 'you are useless', 'answer.insult'],
  ['link', 'muchas gracias', 'thank you', 'thanks'],
  ['menu', '¿habla kichwa?', 'do you speak Kichwa?', 'answer.languages'],
  ['branch', '¿me repite la pregunta?', 'can you repeat the question?', 'answer.repeat'],
];

/** The answer that the question waits for, and what it leads to. */
const NEXT: Readonly<Record<Exclude<Place, 'code' | 'link'>, readonly [answer: string, question: string]>> = {
  menu: [CLAIM, 'claim.review.ask'],
  document: ['1710034065', 'claim.ruc.ask'],
  foreigner: ['EXT-204518', 'claim.ruc.ask'],
  ruc: ['1799999915001', 'claim.branch.ask'],
  branch: ['1', 'claim.review.ask'],
  review: ['sí', 'code.live'],
};

async function expectAnswer(at: Place, conversation: Conversation, [text, answer]: readonly [string, string]) {
  const code = conversation.code();
  const replies = await conversation.say(text);
  expect([text, replies]).toEqual([text, expect.arrayContaining([answer])]);
  expect([text, replies.at(-1)]).toEqual([text, PLACES[at][1]]);
  if (at === 'link') return;
  const [next, question] = at === 'code' ? [code, 'link.live'] : NEXT[at];
  expect([text, (await conversation.say(next)).at(-1)]).toEqual([text, question]);
}

describe('question that may be asked at any prompt', () => {
  it.each(QUESTIONS)('at the prompt %s, "%s" and "%s" get %s, and the question stands', async (...row) => {
    const [at, spanish, english, answer] = row;
    await expectAnswer(at, await PLACES[at][0](), [spanish, answer]);
    const inEnglish = await PLACES[at][0]();
    await inEnglish.say('english');
    await expectAnswer(at, inEnglish, [english, answer]);
  });
});

describe('message that is not understood', () => {
  it('gets help for its prompt, and the telephone and the office when it happens twice in a row', async () => {
    const { last, misses, say } = await after('recuperar');
    expect(await say('fnordiwug blenkiq')).toEqual(['not-understood.document']);
    expect(await say('blenkiq fnordiwug')).toEqual(['not-understood.again', 'not-understood.document']);
    expect(last().choices).toEqual(expect.arrayContaining(['contact', 'in-person']));
    expect(misses()).toMatchObject([{ prompt: 'document' }, { prompt: 'document' }]);
    expect(await say('1710034065')).toEqual(['claim.ruc.ask']);
    expect(await say('fnordiwug blenkiq')).toEqual(['not-understood.ruc']);
  });
});

describe('language of the conversation', () => {
  it('follows the language in which the person writes, with one line and the way back', async () => {
    const { say, session } = await after('recuperar');
    expect(await say('how much does this cost?')).toEqual(['language.followed', 'answer.cost', 'claim.document.ask']);
    expect(session().locale).toBe('en');
    expect(await say('español')).toEqual(['language.changed', 'claim.document.ask']);
    await say('how much does this cost?');
    expect(session().locale).toBe('es-EC');
  });

  it('follows a sentence that asks for a language', async () => {
    const { say, session } = await after('recuperar');
    await say('could we please do this in English?');
    expect(session().locale).toBe('en');
  });
});
