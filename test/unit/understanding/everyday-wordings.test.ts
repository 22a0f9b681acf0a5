import type { Locale } from '../../../src/domain/locale';
import type { IntentLabel } from '../../../src/understanding/intent-labels';
import type { Prompt } from '../../../src/understanding/prompts';
import { createRecogniser } from '../../../src/understanding/recogniser';

const recognise = createRecogniser();

interface Reading {
  readonly intents: readonly IntentLabel[];
  readonly prompts: readonly Prompt[];
  readonly sentences: readonly [text: string, locale: Locale][];
}

/** Wordings that are not among the examples. */
const READINGS: Readonly<Record<string, Reading>> = {
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
};

describe.each(Object.entries(READINGS))('a person who %s', (_, { intents, prompts, sentences }) => {
  it.each(sentences)('is understood when writing "%s"', (text, locale) => {
    for (const prompt of prompts) {
      const { confidence, intent } = recognise(text, prompt, locale);
      expect([prompt, intents.includes(intent), confidence === 'none']).toEqual([prompt, true, false]);
    }
  });
});

it('"ya está" before success asks which step it is, and ends nothing', () => {
  for (const prompt of ['ruc', 'review', 'code', 'link'] as const)
    expect(recognise('ya está', prompt, 'es-EC').intent).toBe('progress');
});
