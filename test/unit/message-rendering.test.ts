import fc from 'fast-check';
import { toPlainText } from '../../src/i18n/plain-text';
import { splitText } from '../../src/bot/rendering/split-text';
import { renderMessage } from '../../src/bot/rendering/render-message';
import { capabilitiesOf, type ChannelCapabilities } from '../../src/domain/channel';
import type { BotMessage } from '../../dialogs/chat';
import en from '../../locales/en.json';
import esEC from '../../locales/es-EC.json';
import { words } from '../support/recovery/in-memory-recovery';

const menu: BotMessage = { key: 'menu.ask', choices: ['recover', 'requirements', 'no-mailbox-access', 'contact'] };

const render = (message: BotMessage, channel: ChannelCapabilities, locale: 'es-EC' | 'en' = 'es-EC') =>
  renderMessage(message, { channel, copy: words(locale), locale });

describe('rendering of choices', () => {
  const careful = capabilitiesOf('a channel of tomorrow');

  it('shows choices as buttons on channels with buttons', () => {
    const [message] = render(menu, capabilitiesOf('directline'));
    expect(message?.text).toBe('¿Qué necesita?');
    expect(message?.suggestedActions?.actions.map(({ value }) => value as string)).toEqual([
      'Recuperar mi clave',
      'Qué necesito',
      'No puedo abrir mi correo',
      'Contacto',
    ]);
  });

  it('shows as many buttons as fit, and writes the other choices out', () => {
    const [message] = render(menu, capabilitiesOf('msteams'));
    expect(message?.suggestedActions?.actions).toHaveLength(3);
    expect(message?.text).toBe('¿Qué necesita?\n\nTambién puede responder: «Contacto».');
  });

  it('writes choices out, in the language of the message, on channels without buttons', () => {
    const [spanish] = render(menu, careful);
    expect(spanish?.text).toBe(
      '¿Qué necesita?\n\nPuede responder: «Recuperar mi clave», «Qué necesito», «No puedo abrir mi correo» o «Contacto».',
    );
    expect(spanish?.suggestedActions).toBeUndefined();
    expect(render(menu, careful, 'en')[0]?.text).toContain('You can answer: “Recover my password”, “What I need”,');
    const offer: BotMessage = { key: 'menu.ask', choices: [{ text: '2459999013001' }, 'back'] };
    expect(render(offer, careful)[0]?.text).toContain('«2459999013001» o «Atrás»');
  });

  it('puts the choices under the last part of a long message', () => {
    const parts = render(
      { ...menu, key: 'answer.requirements' },
      { ...capabilitiesOf('msteams'), maxMessageLength: 60 },
    );
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.map(({ suggestedActions }) => suggestedActions?.actions.length)).toEqual([
      ...Array<undefined>(parts.length - 1).fill(undefined),
      3,
    ]);
  });
});

describe('Markdown as plain text', () => {
  it.each([
    ['hasta las **10:05**, hora', 'hasta las 10:05, hora'],
    ['- RUC: **17**\n- Sucursal: **0001**', '- RUC: 17\n- Sucursal: 0001'],
    ['en [www.iess.gob.ec](https://www.iess.gob.ec)', 'en www.iess.gob.ec'],
    ['en [www.iess.gob.ec](https://www.iess.gob.ec/)', 'en www.iess.gob.ec'],
    ['[«Recuperar clave»](https://a.example/x?y=1)', '«Recuperar clave»: https://a.example/x?y=1'],
    ['al [+593 2 394 5666](tel:+59323945666)', 'al +593 2 394 5666'],
    ['[la central](tel:+59323945666)', 'la central: +59323945666'],
    ['a [a@b.example](mailto:a@b.example)', 'a a@b.example'],
    ['2 * 3 [y] (z) *solo*', '2 * 3 [y] (z) *solo*'],
  ])('renders the Markdown %p as plain text', (markdown, plain) => {
    expect(toPlainText(markdown)).toBe(plain);
  });

  it('leaves no Markdown in any message of the bot', () => {
    const marked = [...Object.values(esEC), ...Object.values(en)].filter((text) => /\*\*|\]\(/.test(text));
    expect(marked.length).toBeGreaterThan(20);
    // The value replaces the placeholder.
    for (const text of marked) expect(toPlainText(text.replace(/\{\w+\}/g, 'x'))).not.toMatch(/\*\*|\]\(/);
  });
});

describe('splitting of a long text', () => {
  it('splits at the end of a paragraph, a line, a sentence or a word, in this order of preference', () => {
    expect(splitText('uno dos.\n\ntres cuatro\ncinco', 20)).toEqual(['uno dos.', 'tres cuatro\ncinco']);
    expect(splitText('uno dos\ntres cuatro', 14)).toEqual(['uno dos', 'tres cuatro']);
    expect(splitText('Uno dos. Tres cuatro', 16)).toEqual(['Uno dos.', 'Tres cuatro']);
    expect(splitText('uno dos tres', 9)).toEqual(['uno dos', 'tres']);
  });

  it('keeps codes, telephone numbers and addresses in one part', () => {
    expect(splitText('el código 918 273', 14)).toEqual(['el código', '918 273']);
    expect(splitText('llame al +593 2 394 5666 ya', 18)).toEqual(['llame al', '+593 2 394 5666 ya']);
    expect(splitText('abra https://a.example/xyz hoy', 24)).toEqual(['abra', 'https://a.example/xyz', 'hoy']);
  });

  it('the parts of a long message lose no word, keep the order, and all fit', () => {
    const text = fc
      .array(fc.stringMatching(/^[a-zñ0-9.:!?]{1,12}$/), { maxLength: 60 })
      .chain((all) =>
        fc
          .array(fc.constantFrom(' ', '\n', '\n\n'), { minLength: all.length, maxLength: all.length })
          .map((gaps) => all.map((word, place) => word + (gaps[place] ?? '')).join('')),
      );
    fc.assert(
      fc.property(text, fc.integer({ min: 12, max: 80 }), (whole, most) => {
        const parts = splitText(whole, most);
        expect(parts.join(' ').split(/\s+/)).toEqual(whole.trim().split(/\s+/));
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(most);
      }),
    );
  });

  it('splits a word only when it is too long by itself, and never a character', () => {
    expect(splitText('a'.repeat(25), 10).map(({ length }) => length)).toEqual([10, 10, 5]);
    expect(splitText('😀'.repeat(5), 3)).toEqual(['😀', '😀', '😀', '😀', '😀']);
  });
});
