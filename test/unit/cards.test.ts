import { createRequire } from 'node:module';
import type * as Library from 'adaptivecards';
import type { Card } from '../../dialogs/messages/card';
import type { BotMessage } from '../../dialogs/chat';
import { capabilitiesOf } from '../../src/domain/channel';
import { LOCALES, type Locale } from '../../src/domain/locale';
import { renderMessage } from '../../src/bot/rendering/render-message';
import { createInPersonGuide } from '../../src/i18n/in-person-guide';
import { buttonsOf, cardIn } from '../support/bot/card-submission';
import { words } from '../support/recovery/in-memory-recovery';

/** Microsoft's renderer as one bundle, because Node cannot load its modules one by one. */
const AdaptiveCards = createRequire(__filename)('adaptivecards/dist/adaptivecards.js') as typeof Library;

const STAMP = 'x'.repeat(16);
/** Teams accepts 28 KB in one message, everything included. */
const MOST_BYTES = 28 * 1024;

const longest = '9'.repeat(200);
const entry = {
  documentKind: 'foreigner',
  employer: 'domestic',
  document: longest,
  ruc: longest,
  branch: longest,
} as const;
const messagesIn = (locale: Locale): Readonly<Record<string, BotMessage>> => ({
  claim: { key: 'claim.form.ask', card: { kind: 'claim', entry }, choices: ['cancel'] },
  code: {
    key: 'code.live',
    values: { mailbox: 'ma•••@example.com', phrase: 'colibrí sendero', minutes: 3, time: '10:00' },
    card: { kind: 'code', length: 6 },
    choices: ['resend', 'not-received', 'no-mailbox-access'],
  },
  inPerson: { key: 'in-person.card', card: { kind: 'in-person', ...createInPersonGuide()(locale) } },
});

const render = (botMessage: BotMessage, locale: Locale) => {
  const [message] = renderMessage(botMessage, {
    channel: capabilitiesOf('msteams'),
    copy: words(locale),
    locale,
    stamp: STAMP,
  });
  if (message === undefined) throw new Error('nothing is said');
  const card = cardIn(message);
  if (card === undefined) throw new Error('no card is shown');
  return { message, card };
};

const kinds: readonly Card['kind'][] = ['claim', 'code', 'in-person'];
const cases = LOCALES.flatMap((locale) =>
  Object.entries(messagesIn(locale)).map(([name, botMessage]) => ({ name, locale, botMessage })),
);

it('the test cases cover every kind of card', () => {
  expect(cases.map(({ botMessage }) => botMessage.card?.kind)).toEqual(LOCALES.flatMap(() => kinds));
});

describe.each(cases)('card "$name" in $locale', ({ botMessage, locale }) => {
  const { card, message } = render(botMessage, locale);

  it('uses only elements of version 1.5, which the reference renderer knows in full', () => {
    const context = () => new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5);
    const parsing = context();
    const parsed = new AdaptiveCards.AdaptiveCard();
    parsed.parse(card, parsing);
    expect(Array.from({ length: parsing.eventCount }, (_, place) => parsing.getEventAt(place).message)).toEqual([]);
    expect(parsed.validateProperties().validationEvents).toEqual([]);
    expect(parsed.toJSON(context())).toEqual(JSON.parse(JSON.stringify(card)));
  });

  it('fits into one Teams message with the longest possible values', () => {
    expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(MOST_BYTES);
  });

  it('gives each field an accessible name and each button a title of its own', () => {
    const fields = card.body.filter(({ type }) => type.startsWith('Input.')) as { label?: string; title?: string }[];
    for (const { label, title } of fields) expect(label ?? title).toBeTruthy();
    const titles = buttonsOf(card).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('a card has fallback text for clients that show no cards', () => {
    expect(card.fallbackText.length).toBeGreaterThan(40);
    expect(card.fallbackText).not.toMatch(/\*\*|\]\(/);
  });
});

it('every submit button of a card sends its stamp back', () => {
  for (const { botMessage, locale } of cases) {
    const sending = buttonsOf(render(botMessage, locale).card).filter(({ type }) => type === 'Action.Submit');
    for (const { data } of sending) expect(data).toMatchObject({ stamp: STAMP });
  }
});

it('no card is made on channels that show none', () => {
  for (const channel of ['emulator', 'directline', 'sms', 'email', 'a channel of tomorrow']) {
    expect(capabilitiesOf(channel).cards).toBe('none');
  }
});
