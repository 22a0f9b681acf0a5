import { describeReadings, type ExpectedReadings } from '../../support/understanding/describe-readings';
import { recogniser as recognise } from '../../support/understanding/recogniser';

/** Wordings that are not among the examples. */
const READINGS: Readonly<Record<string, ExpectedReadings>> = {
  'wants to go on': {
    intents: ['go-on'],
    prompts: ['code', 'link'],
    sentences: [
      ['seguir', 'es-EC'],
      ['yo sigo aquí', 'es-EC'],
      ['quiero seguir con el tramite', 'es-EC'],
      ['no detenga nada', 'es-EC'],
      ['no, siga', 'es-EC'],
      ['no quiero parar ahora', 'es-EC'],
      ['continúe nomás', 'es-EC'],
      ['no, carry on', 'en'],
      ['I do wish to carry on', 'en'],
      ['please keep going', 'en'],
    ],
  },
  'says that it was they who asked for the code': {
    intents: ['go-on'],
    prompts: ['code', 'link'],
    sentences: [
      ['sí, yo lo pedí hace rato', 'es-EC'],
      ['yo sí lo pedí', 'es-EC'],
      ['fui yo quien pidió el código', 'es-EC'],
      ['I did ask for that code', 'en'],
    ],
  },
  'finds nothing wrong with the summary': {
    intents: ['confirm'],
    prompts: ['review'],
    sentences: [
      ['nada está mal ahí', 'es-EC'],
      ['no hay nada que corregir ahí', 'es-EC'],
      ['no me equivoqué, está bien', 'es-EC'],
      ['bueno', 'es-EC'],
      ['ya', 'es-EC'],
      ['ninguno', 'es-EC'],
      ['creo que sí', 'es-EC'],
      ['nothing is wrong here', 'en'],
      ['there is nothing I want to correct', 'en'],
      ['none', 'en'],
    ],
  },
  'wants to start again': {
    intents: ['cancel', 'back'],
    prompts: ['review'],
    sentences: [
      ['empecemos otra vez por favor', 'es-EC'],
      ['mejor comencemos de nuevo', 'es-EC'],
      ["let's start all over", 'en'],
    ],
  },
  'asks who gets the code': {
    intents: ['mailbox'],
    prompts: ['review', 'code'],
    sentences: [
      ['y a quién le llega eso', 'es-EC'],
      ['who will get the code', 'en'],
    ],
  },
  'has the code, or asks where it goes': {
    intents: ['where-to-type'],
    prompts: ['code'],
    sentences: [
      ['ya me llegó el correo con el código', 'es-EC'],
      ['the code just arrived', 'en'],
    ],
  },
  'means all branches': {
    intents: ['which-branch'],
    prompts: ['branch'],
    sentences: [
      ['todas las que tengo', 'es-EC'],
      ['all of the branches', 'en'],
    ],
  },
  'says that it is the wrong one': {
    intents: ['correct-document', 'correct-ruc'],
    prompts: ['code'],
    sentences: [
      ['esta es la persona equivocada', 'es-EC'],
      ['es la empresa equivocada', 'es-EC'],
      ['this is the wrong person', 'en'],
      ['this is the wrong company', 'en'],
    ],
  },
  'means domestic service after all': {
    intents: ['domestic'],
    prompts: ['ruc', 'review'],
    sentences: [
      ['no, es doméstico', 'es-EC'],
      ['está mal, sí es servicio doméstico', 'es-EC'],
      ['no, it is domestic', 'en'],
    ],
  },
};

describeReadings(READINGS);

it('a person who still wants to stop is not read as one who goes on', () => {
  for (const text of [
    'no siga',
    'ya no quiero seguir',
    'no creo que me convenga seguir con esto',
    'deje sin efecto y salga',
  ])
    expect([text, recognise(text, 'code', 'es-EC').intent]).toEqual([text, 'cancel']);
  for (const text of ["I don't want to carry on", 'do not continue'])
    expect([text, recognise(text, 'code', 'en').intent]).toEqual([text, 'cancel']);
});

it('a person who did not ask for the code is not read as one who goes on', () => {
  for (const text of ['yo no lo pedí', 'jamás lo solicité yo', 'no fui yo quien lo pidió'])
    expect([text, recognise(text, 'code', 'es-EC').intent]).toEqual([text, 'not-me']);
});

it('an agreement with an exception is not read as consent', () => {
  for (const text of ['nada está mal, pero la sucursal no es', 'no hay errores, salvo el RUC', 'ninguno está bien'])
    expect([text, recognise(text, 'review', 'es-EC').intent]).not.toContain('confirm');
});

it('a denied office is no wish to go there', () => {
  for (const text of ['en persona no', 'no en persona', 'a la oficina no'])
    expect([text, recognise(text, 'code', 'es-EC').intent]).not.toContain('in-person');
});
