import type { BotMessage } from '../../dialogs/chat';
import { createAnswers } from '../../dialogs/answers/create-answers';
import { notUnderstoodMessages } from '../../dialogs/answers/help-messages';
import type { Situation } from '../../dialogs/answers/situation';
import { EMPTY_DRAFT } from '../../dialogs/claim/draft';
import { capabilitiesOf } from '../../src/domain/channel';
import type { Ruc } from '../../src/domain/claim/ruc';
import { LOCALES, type Locale } from '../../src/domain/locale';
import { normaliseCommand } from '../../src/domain/reading/normalise-text';
import { addMs, MINUTE, SECOND, type Instant } from '../../src/domain/time';
import { contactsOf } from '../../src/i18n/contacts';
import { answerNumbers } from '../../src/app/answer-numbers';
import { createInPersonGuide } from '../../src/i18n/in-person-guide';
import { auditRetentionDays } from '../../src/policy/audit';
import { codeLength } from '../../src/policy/recovery';
import type { RecoveryId } from '../../src/ports/ids';
import type { RecoveryStage } from '../../src/domain/recovery/stage';
import type { SecurityPhrase } from '../../src/ports/security/phrase-book';
import type { RecoveryView } from '../../src/recovery/recovery';
import { INTENT_LABELS } from '../../src/understanding/intent-labels';
import { PROMPTS } from '../../src/understanding/prompts';
import { words } from '../support/recovery/in-memory-recovery';

const LONGEST_MESSAGE = 300;
const LONGEST_TITLE = 32;

/** What these ask for is done, or offered, by the dialogs. */
const NO_QUESTIONS = [
  'recover',
  'confirm',
  'reject',
  'cancel',
  'back',
  'correct-document',
  'correct-ruc',
  'correct-branch',
  'resend',
  'foreigner',
  'has-cedula',
  'domestic',
  'not-domestic',
  'not-me',
  'another-recovery',
  'language-es',
  'language-en',
];

const NOW = Date.UTC(2026, 10, 30, 18) as Instant;

const answerMessages = createAnswers({
  guide: createInPersonGuide(),
  numbers: answerNumbers(codeLength.longest),
});

const viewAt = (stage: RecoveryStage, maskedMailbox = 'm•••••@correo-institucional.example.com'): RecoveryView => ({
  id: 'id' as RecoveryId,
  maskedMailbox,
  phrase: 'murciélago rinoceronte' as SecurityPhrase,
  locale: 'es-EC',
  stage,
});
const live = (mail: 'code' | 'link', msLeft: number): RecoveryStage => ({
  kind: 'live',
  mail,
  endsAt: addMs(NOW, msLeft),
  msLeft,
  attemptsLeft: 5,
});

const situationAt = (prompt: Situation['prompt'], rest: Partial<Situation> = {}): Situation => ({
  prompt,
  locale: 'es-EC',
  channel: capabilitiesOf('directline'),
  ...rest,
});

const VIEWS: readonly (RecoveryView | undefined)[] = [
  undefined,
  viewAt(live('code', 109 * SECOND)),
  viewAt(live('link', 109 * SECOND), ''),
  viewAt({ kind: 'opened', endsAt: addMs(NOW, 10 * MINUTE), msLeft: 10 * MINUTE }),
  viewAt({ kind: 'sending', mail: 'code', msLeft: MINUTE }),
  viewAt({ kind: 'ended', mail: 'link', mailsLeft: 1 }),
  viewAt({ kind: 'done' }),
];

const SITUATIONS: readonly Situation[] = PROMPTS.flatMap((prompt) =>
  VIEWS.flatMap((view) =>
    ['directline', 'msteams'].map((channel) => situationAt(prompt, { view, channel: capabilitiesOf(channel) })),
  ),
);

const render = ({ key, values }: BotMessage, locale: Locale): string =>
  words(locale)(key, { ...contactsOf(words(locale)), ...values });

const keysOf = (...args: Parameters<typeof answerMessages>): readonly string[] =>
  answerMessages(...args).map(({ key }) => key);

const textOf = (...args: Parameters<typeof answerMessages>): string =>
  answerMessages(...args)
    .map((message) => render(message, args[1].locale))
    .join(' ');

describe('answers to questions', () => {
  it.each(INTENT_LABELS)(
    'the intent %s is answered at every prompt, or at none before the recovery is done',
    (intent) => {
      const isAnswered = SITUATIONS.filter(({ prompt }) => prompt !== 'done').map(
        (situation) => answerMessages(intent, situation).length > 0,
      );
      expect(new Set(isAnswered)).toEqual(new Set([!NO_QUESTIONS.includes(intent)]));
    },
  );

  it.each(LOCALES)('every answer in %s has at most 300 characters and is no question', (locale) => {
    const messages = INTENT_LABELS.flatMap((intent) =>
      SITUATIONS.flatMap((situation) => answerMessages(intent, { ...situation, locale })),
    );
    const texts = new Set(messages.map((message) => render(message, locale)));
    expect([...texts].filter((text) => text.length > LONGEST_MESSAGE || text.endsWith('?'))).toEqual([]);
  });

  it('names the time that is left of the code, the link and the page', () => {
    const [left, minutes] = [VIEWS[1], VIEWS[3]];
    expect(textOf('validity', situationAt('code', { view: left }))).toContain('dura 3 minutos: le quedan 1:49');
    expect(textOf('wait', situationAt('code', { view: left }))).toContain('al código le quedan 1:49');
    expect(textOf('goodbye', situationAt('link', { view: minutes, locale: 'en' }))).toContain(
      'The page has 10:00 left',
    );
  });

  it('names the attempts that are left while a code works', () => {
    expect(textOf('attempts', situationAt('code', { view: VIEWS[1] }))).toContain('Le quedan 5 intentos');
    expect(textOf('code-refused', situationAt('code', { view: VIEWS[1], locale: 'en' }))).toContain('5 attempts left');
    expect(keysOf('attempts', situationAt('code', { view: viewAt(live('code', 0)) }))).toEqual(['answer.attempts']);
    expect(keysOf('attempts', situationAt('link', { view: VIEWS[2] }))).toEqual(['answer.attempts']);
  });

  it('says that a code has expired only when it has', () => {
    const expired = viewAt(live('code', 0));
    expect(keysOf('expired', situationAt('code', { view: VIEWS[1] }))).toEqual(['answer.expired.alive']);
    expect(answerMessages('expired', situationAt('code', { view: expired }))).toMatchObject([
      { key: 'answer.expired.code', choices: ['resend'] },
    ]);
    expect(keysOf('expired', situationAt('ruc'))).toEqual(['answer.expired.none']);
  });

  it('shows the masked mailbox once the recovery has begun, unless the configuration hides it', () => {
    expect(keysOf('mailbox', situationAt('review'))).toEqual(['answer.mailbox.before']);
    expect(textOf('mailbox', situationAt('code', { view: VIEWS[1] }))).toContain('m•••••@correo-institucional');
    expect(textOf('mailbox', situationAt('link', { view: VIEWS[2] }))).not.toContain('•');
  });

  it('counts four steps, and the answers that are missing in the first', () => {
    const draft = { ...EMPTY_DRAFT, ruc: '1799999915001' as Ruc };
    expect(textOf('progress', situationAt('document', { draft }))).toContain(
      'paso 1 de 4: sus datos. Nos faltan 2 datos',
    );
    expect(textOf('progress', situationAt('review'))).toContain('paso 2 de 4');
    expect(textOf('progress', situationAt('code', { locale: 'en' }))).toContain('step 3 of 4');
    expect(textOf('progress', situationAt('link'))).toContain('paso 4 de 4');
  });

  it('offers another link only where one can be sent', () => {
    expect(keysOf('link-broken', situationAt('code', { view: VIEWS[1] }))).toEqual(['answer.link.not-yet']);
    expect(keysOf('link-used', situationAt('link', { view: VIEWS[2] }))).toEqual([
      'answer.link-used',
      'answer.link.another',
    ]);
    expect(keysOf('link-used', situationAt('link', { view: VIEWS[3] }))).toEqual(['answer.link-used']);
  });

  it('shows the in-person procedure after the reason that the person gave', () => {
    expect(keysOf('first-key', situationAt('document'))).toEqual([
      'answer.first-key',
      'in-person.documents',
      'in-person.instructions',
    ]);
    expect(keysOf('ruc-closed', situationAt('code', { channel: capabilitiesOf('msteams') }))).toEqual([
      'answer.ruc-closed',
      'in-person.card',
    ]);
  });
});

describe.each(LOCALES)('what is said about stored data in %s', (locale) => {
  it('names the record that the audit trail keeps, and promises nowhere that nothing is kept', () => {
    expect(auditRetentionDays.shortest).toBeGreaterThan(0);
    expect(textOf('privacy', situationAt('menu', { locale }))).toMatch(
      locale === 'en' ? /a record .* is kept/ : /queda.* un registro/,
    );
    for (const intent of ['privacy', 'safety', 'why', 'robot'] as const)
      expect(textOf(intent, situationAt('menu', { locale }))).not.toMatch(
        /no (?:los?|se|la) (?:guard|almacen)|not (?:be )?(?:kept|stored)|(?:not|never) (?:keep|store)/i,
      );
  });
});

describe.each(LOCALES)('help in %s', (locale) => {
  it('says at every prompt what one can write, in at most 300 characters', () => {
    for (const prompt of PROMPTS) {
      const [first] = notUnderstoodMessages(prompt, { codeLength: 6, isRepeated: false });
      const text = first === undefined ? '' : render(first, locale);
      expect(text).toMatch(locale === 'en' ? /^I did not understand\. / : /^No le entendí\. /);
      expect(text.length).toBeLessThanOrEqual(LONGEST_MESSAGE);
    }
  });

  it('names the telephone when a message is not understood twice in a row', () => {
    const messages = notUnderstoodMessages('ruc', { codeLength: 6, isRepeated: true });
    expect(messages.map(({ key }) => key)).toEqual(['not-understood.again', 'not-understood.ruc']);
    expect(messages.map((message) => render(message, locale)).join(' ')).toContain('tel:+59323945666');
  });

  it('has a short title for each intent, different from all others', () => {
    const titles = INTENT_LABELS.map((intent) => words(locale)(`intent.${intent}`));
    expect(titles.filter((title) => title.length > LONGEST_TITLE)).toEqual([]);
    expect(new Set(titles.map(normaliseCommand)).size).toBe(INTENT_LABELS.length);
  });
});
