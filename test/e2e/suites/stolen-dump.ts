import { hkdfSync, randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { createKeyRing } from '../../../src/adapters/system/key-ring';
import { startFakeAzureEmail, type FakeAzureEmail } from '../../support/mail/azure-email-service';
import { channelUser, startFakeChannel, type FakeChannel } from '../../support/channels/fake-channel';
import { findHashedGuesses, someOfMillion } from '../../support/secrets/hash-guesses';
import { eventGridEvent, reportData, EVENT_SECRET } from '../../support/mail/mail-events-server';
import { openPollingVisitor } from '../../support/direct-line/polling-visitor';
import { dumpRedis } from '../../support/redis/redis-contents';
import { acquireRedis, type AcquiredRedis } from '../../support/redis/acquired-redis';
import { codeInText, linkInText, startService, type RunningService } from '../../support/http/running-service';
import { describeWith } from '../../support/jest/required-tools';

const [CEDULA, RUC] = ['1710034065', '1799999915001'];
const MAILBOX = 'private-company@example.com';
const NEW_KEY = 'faro lento bajo nube 81';
const KID = 'k1';
const KEY = Buffer.alloc(32, 'stays out of the dump');

/**
 * Searches dumps of Redis that were taken after each step of a recovery, in both channels, with mails, jobs and timers.
 * `guesses` is how many of a million candidates each search tries, the right one among them.
 */
export function describeStolenDump(guesses: number): void {
  describeWith(['redis-server'], 'a dump of Redis stolen without SECRET_KEYS', () => {
    describeSearches(guesses);
  });
}

function describeSearches(guesses: number): void {
  let redis: AcquiredRedis;
  let azure: FakeAzureEmail;
  let channel: FakeChannel;
  let service: RunningService;
  const dumps: string[] = [];
  /** Values that only the person and the service know, by name. */
  const secrets: Record<string, string> = {};
  /** The code that is live at the time of the last dump. */
  let code: string;

  beforeAll(async () => {
    [redis, azure, channel] = await Promise.all([acquireRedis(), startFakeAzureEmail(), startFakeChannel()]);
    service = await startService({
      REDIS_URL: redis.url,
      SECRET_KEYS: `${KID}:${KEY.toString('base64')}`,
      COMMUNICATION_SERVICES_CONNECTION_STRING: azure.connectionString,
      MAIL_FROM: 'no-responder@example.org',
      EVENT_GRID_SECRET: EVENT_SECRET,
    });
    await recover();
    await chat();
  });
  afterAll(async () => {
    await service.stop();
    await Promise.all([channel.stop(), azure.close(), redis.release()]);
  });

  const dump = async () => {
    const client = new Redis(redis.port);
    dumps.push(await dumpRedis(client));
    client.disconnect();
  };
  const newestMail = () => azure.delivered.at(-1)?.content.plainText ?? '';
  const post = async (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) => {
    const answer = await fetch(`${service.url}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    await dump();
    expect(answer.status).toBe(200);
    return answer;
  };

  /** Runs a recovery in a channel, from the first message to the notice, which bounces. */
  async function recover(): Promise<void> {
    const [conversation, user] = [`conversation-${randomUUID()}`, `user-${randomUUID()}`];
    const { deliver } = channelUser(channel, service.url, conversation);
    const say = async (text: string) => {
      const id = randomUUID();
      secrets[`id of «${text}»`] = id;
      const said = await deliver({ id, type: 'message', text, from: { id: user } });
      await dump();
      return said.join('\n');
    };
    for (const text of ['quiero recuperarla', CEDULA, `ruc ${RUC}`, 'sucursal 1']) await say(text);
    const phrase = partOf(await say('sí'), /frase de seguridad: \*\*(.+?)\*\*/);
    const first = codeInText(newestMail());
    await say(first === '000000' ? '111111' : '000000');
    expect(await say(first)).toContain('El código es correcto');
    const token = partOf(linkInText(newestMail()), /#t=(.+)/);
    const opened = await post('/api/reset/open', { token });
    const session = partOf(opened.headers.getSetCookie().join(), /^[^=]+=([^;]+)/);
    await post(
      '/api/reset/key',
      { key: NEW_KEY },
      { Cookie: partOf(opened.headers.getSetCookie().join(), /^([^;]+)/) },
    );
    await channel.waitForReply('su nueva clave ya funciona');
    const report = reportData('Bounced', azure.delivered.at(-1)?.operation);
    await post('/api/mail-events', [eventGridEvent(report)], { Authorization: `Bearer ${EVENT_SECRET}` });
    Object.assign(secrets, { conversation, user, phrase, code: first, token, session });
  }

  /** Starts the recovery of another employer on the website, and stops at a wrong code. */
  async function chat(): Promise<void> {
    const visitor = await openPollingVisitor(service.url);
    await visitor.say(service.url, '2459999070 ruc 1769999180001 sucursal 2');
    await dump();
    await visitor.say(service.url, 'sí');
    await visitor.waitForText(service.url, 'Le envié un código');
    code = codeInText(newestMail());
    await visitor.say(service.url, code === '000000' ? '111111' : '000000');
    await dump();
    // The first characters of every token: enough of them not to occur in sealed values by chance.
    Object.assign(secrets, { chat: visitor.conversation, visitor: visitor.user, bearer: 'eyJhbGciOi' });
  }

  const secretValues = () => ({
    ...secrets,
    cedula: CEDULA,
    ruc: RUC,
    'ruc without its end': RUC.slice(0, 10),
    'another cedula': '2459999070',
    'another ruc': '1769999180001',
    mailbox: MAILBOX,
    'mailbox without its host': 'private-company',
    'masked mailbox': '•••',
    'new key': NEW_KEY,
    'current key': 'cinco llamas',
    'a word of the chat': 'quiero',
    'secret key': KEY.toString('base64'),
  });

  it('a stolen dump holds no number, address, code, token, key, phrase, word or name in clear text', () => {
    const kinds = ['token', 'target', 'session', 'feed', 'mail', 'bounce', '{mail}', '{watch}'];
    expect(kinds.filter((kind) => !dumps.some((contents) => contents.includes(`"${kind}:`)))).toEqual([]);
    const found = Object.entries(secretValues()).flatMap(([what, secret]) =>
      dumps.some((contents) => contents.includes(secret)) ? [what] : [],
    );
    expect(found).toEqual([]);
  });

  it(`a stolen dump reveals no code to somebody who hashes ${guesses} codes`, () => {
    const contents = dumps.at(-1) ?? '';
    const codes = someOfMillion(guesses, Number(code), (index) => String(index).padStart(6, '0'));
    expect(codes).toContain(code);
    // With the secret key the targets can be opened, and the derived key finds the code in them: the search works, and looks for the right thing.
    const opened = openedTargets(contents);
    const id = Array.from(opened.matchAll(/"([\w-]{43}\.[\w-]{22})":/g), ([, name]) => name).find(
      (one) => findHashedGuesses(opened, [{ key: derived('mac/code'), before: `${one ?? ''}:` }], [code]).length > 0,
    );
    expect(id).toBeDefined();
    const keys = [undefined, '', KID, id];
    const recipes = keys.flatMap((key) => [{ key }, { key, before: `${id ?? ''}:` }]);
    expect(findHashedGuesses(contents, recipes, codes)).toEqual([]);
  }, 300_000);

  it(`a stolen dump reveals no cédula and no RUC to somebody who hashes ${guesses} of each`, () => {
    const contents = dumps.join('\n');
    const context = { before: '["cedula","', after: `","${RUC}","0001"]` };
    expect(findHashedGuesses(contents, [{ key: derived('mac/target'), ...context }], [CEDULA])).toEqual([CEDULA]);
    const cedulas = someOfMillion(guesses, 3_406, (index) => withCheckDigit(171_000_000 + index));
    expect(cedulas).toContain(CEDULA);
    expect(findHashedGuesses(contents, [{}, { key: '' }, context, { key: KID, ...context }], cedulas)).toEqual([]);
    const rucs = someOfMillion(guesses, 999_915, (index) => `179${9_000_000 + index}001`);
    expect(rucs).toContain(RUC);
    expect(findHashedGuesses(contents, [{}, { key: '' }, { after: '0001' }], rucs)).toEqual([]);
  }, 300_000);
}

/** Unseals the targets of a dump with the secret key. */
function openedTargets(contents: string): string {
  const keyRing = createKeyRing([{ kid: KID, secret: KEY }]);
  const places = Array.from(contents.matchAll(/"(target:\{[\w-]{43}\})"/g), ([, key = '']) => key);
  const sealed = Array.from(contents.matchAll(/"([\w.:-]{200,})"/g), ([, value = '']) => value);
  return places.flatMap((place) => sealed.map((value) => keyRing.unseal('recovery', value, place) ?? '')).join('\n');
}

function partOf(text: string, pattern: RegExp): string {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`${String(pattern)} is not in ${text}`);
  return found;
}

const derived = (use: string): Buffer => Buffer.from(hkdfSync('sha256', KEY, '', `iess-key-recovery/${use}`, 32));
/** Nine digits and their check digit. */
function withCheckDigit(number: number): string {
  const digits = String(number);
  let sum = 0;
  for (let at = 0; at < 9; at++) {
    const doubled = Number(digits[at]) * (at % 2 === 0 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
