import { describeReadings, type ExpectedReadings } from '../../support/understanding/describe-readings';
import { recogniser as recognise } from '../../support/understanding/recogniser';

/** Wordings that are not among the examples. */
const READINGS: Readonly<Record<string, ExpectedReadings>> = {
  'asks how many steps there are': {
    intents: ['progress'],
    prompts: ['menu', 'ruc', 'code'],
    sentences: [
      ['son muchos pasos?', 'es-EC'],
      ['son bastantes preguntas?', 'es-EC'],
      ['hay que hacer muchos pasos', 'es-EC'],
      ['is it many steps?', 'en'],
      ['are there a lot of steps', 'en'],
    ],
  },
  'wants to stop': {
    intents: ['cancel'],
    prompts: ['menu', 'ruc', 'code'],
    sentences: [
      ['i dont want to go on', 'en'],
      ['I do not wish to carry on', 'en'],
      ["i don't feel like going on with this", 'en'],
      ['no quiero continuar con esto', 'es-EC'],
    ],
  },
  'announces another recovery': {
    intents: ['another-recovery'],
    prompts: ['branch', 'review', 'done'],
    sentences: [
      ['después tengo otra sucursal', 'es-EC'],
      ['luego me toca otro local', 'es-EC'],
      ['terminando esta tengo otra', 'es-EC'],
      ['afterwards I have another branch', 'en'],
      ['I have one more branch later', 'en'],
    ],
  },
  'asks what to do': {
    intents: ['help', 'next-step'],
    prompts: ['menu', 'ruc', 'code'],
    sentences: [
      ['what am i supposed to do', 'en'],
      ['what am I expected to do now', 'en'],
      ['what am I meant to do here', 'en'],
      ['qué se supone que debo hacer', 'es-EC'],
    ],
  },
  'says goodbye': {
    intents: ['goodbye'],
    prompts: ['menu', 'ruc', 'code', 'done'],
    sentences: [
      ['me tengo que ir, hasta mañana', 'es-EC'],
      ['ya me voy, nos vemos', 'es-EC'],
      ['debo irme, que descanse', 'es-EC'],
      ['se me hace tarde, chao', 'es-EC'],
      ['I have to run, see you tomorrow', 'en'],
      ['I must go now, good night', 'en'],
    ],
  },
  'asks about safety or cost': {
    intents: ['safety', 'cost'],
    prompts: ['menu', 'document', 'code'],
    sentences: [
      ['es seguro y gratis', 'es-EC'],
      ['gratuito y confiable?', 'es-EC'],
      ['is it safe and free', 'en'],
    ],
  },
  'asks about a bill': {
    intents: ['cost'],
    prompts: ['menu', 'ruc', 'code'],
    sentences: [
      ['¿y después me facturan algo?', 'es-EC'],
      ['luego me llega alguna factura?', 'es-EC'],
      ['after this will there be a bill', 'en'],
      ['do you invoice me later', 'en'],
    ],
  },
  'says after success that it is done': {
    intents: ['goodbye'],
    prompts: ['done'],
    sentences: [
      ['ya está', 'es-EC'],
      ['eso ya está', 'es-EC'],
      ['ya quedó', 'es-EC'],
      ["it's done", 'en'],
    ],
  },
  'speaks of the key of a worker of theirs': {
    intents: ['affiliate'],
    prompts: ['menu', 'document'],
    sentences: [
      ['la clave del trabajador de mi empresa', 'es-EC'],
      ['el usuario de mi empleada', 'es-EC'],
      ['mi empleada doméstica no tiene clave', 'es-EC'],
      ['el guardia de la empresa no recuerda su clave personal', 'es-EC'],
      ["my employee's own password", 'en'],
      ['my maid has no password', 'en'],
    ],
  },
  'is insured and lost the key of the employer': {
    intents: ['recover'],
    prompts: ['menu'],
    sentences: [
      ['soy afiliado pero también empleador, perdí la patronal', 'es-EC'],
      ['soy jubilada pero tengo una empresa y olvidé la clave patronal', 'es-EC'],
      ['no soy la doméstica, soy la patrona', 'es-EC'],
      ["I'm insured but also an employer, lost the employer one", 'en'],
    ],
  },
  'wants a new key': {
    intents: ['recover'],
    prompts: ['menu'],
    sentences: [
      ['el usuario del negocio se bloqueó', 'es-EC'],
      ['quiero crear una clave nueva', 'es-EC'],
      ['necesito que me generen una nueva clave', 'es-EC'],
      ['I want to create a new password for the portal', 'en'],
    ],
  },
  'is a supplier, or asks whose key it is': {
    intents: ['purpose'],
    prompts: ['menu'],
    sentences: [
      ['soy proveedor de insumos del IESS', 'es-EC'],
      ['la clave de quién recuperan', 'es-EC'],
      ['qué viene a ser la planilla', 'es-EC'],
      ["I'm a supplier of the IESS hospital", 'en'],
      ['whose password do you recover', 'en'],
    ],
  },
  'came to pay': {
    intents: ['portal'],
    prompts: ['menu'],
    sentences: [
      ['quiero cancelar el valor de la planilla', 'es-EC'],
      ['necesito pagar las planillas atrasadas', 'es-EC'],
      ['I want to pay the contributions of this month', 'en'],
    ],
  },
  'says that the key is changed, while it is not': {
    intents: ['progress'],
    prompts: ['link'],
    sentences: [
      ['ya cambié mi clave', 'es-EC'],
      ['ya la dejé cambiada', 'es-EC'],
      ['I have finished it', 'en'],
      ["I've already created it", 'en'],
    ],
  },
  'is asked by a page for more than the new key': {
    intents: ['page-asks'],
    prompts: ['link'],
    sentences: [
      ['me pide una cédula la página', 'es-EC'],
      ['en el enlace me piden el número de RUC', 'es-EC'],
      ['la página quiere los datos de mi cuenta', 'es-EC'],
      ['the website wants my ID number', 'en'],
      ['the page is asking for my RUC', 'en'],
    ],
  },
  'has the new key refused': {
    intents: ['key-refused'],
    prompts: ['link'],
    sentences: [
      ['la página no quiere aceptar la nueva', 'es-EC'],
      ["the page won't accept the new one", 'en'],
    ],
  },
  'has the code refused': {
    intents: ['code-refused'],
    prompts: ['code'],
    sentences: [
      ['no coincide con el código', 'es-EC'],
      ['me sale que el código es incorrecto', 'es-EC'],
      ["it just doesn't match", 'en'],
      ['it tells me the code is invalid', 'en'],
    ],
  },
  'asks how many attempts are left': {
    intents: ['attempts'],
    prompts: ['code'],
    sentences: [
      ['cuántos intentos me van quedando', 'es-EC'],
      ['cuántas veces más me puedo equivocar', 'es-EC'],
      ['how many more tries do I get', 'en'],
    ],
  },
  'has no access to the mailbox of somebody else': {
    intents: ['no-mailbox-access', 'wrong-mailbox'],
    prompts: ['review', 'code'],
    sentences: [
      ['el correo registrado es de mi exesposo', 'es-EC'],
      ['ese correo pertenece a mi exsocia', 'es-EC'],
      ["that address is my ex husband's", 'en'],
    ],
  },
  'asks for the code by a call or on WhatsApp': {
    intents: ['other-delivery'],
    prompts: ['menu', 'code'],
    sentences: [
      ['¿habrá como con una llamada?', 'es-EC'],
      ['ustedes tienen whatsapp', 'es-EC'],
      ['do you people have WhatsApp', 'en'],
    ],
  },
};

describeReadings(READINGS);

it('"ya está" before success asks which step it is, and ends nothing', () => {
  for (const prompt of ['ruc', 'review', 'code', 'link'] as const)
    expect(recognise('ya está', prompt, 'es-EC').intent).toBe('progress');
});
