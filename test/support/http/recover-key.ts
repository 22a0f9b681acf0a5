import { setTimeout as delay } from 'node:timers/promises';
import type { DemoEmployer } from '../../../src/adapters/memory/demo-employers';
import type { Branch } from '../../../src/domain/claim/branch';
import { parseCedula } from '../../../src/domain/claim/cedula';
import { documentNumber } from '../../../src/domain/claim/identity-document';
import type { Ruc } from '../../../src/domain/claim/ruc';
import { codeInText, linkInText } from './running-service';

/** A conversation on any channel. */
export interface RecoveryChat {
  say(text: string): Promise<void>;
  /** Returns the messages of the bot so far. */
  said(): readonly string[];
}

export interface MailReader {
  /** Returns the text of a mail to this mailbox, or nothing while there is none. */
  find(mailbox: string, subject: string): string | undefined;
}

/** Messages that the bot sends on the way, each exactly once. */
export const MILESTONES: readonly RegExp[] = [
  /cédula/,
  /Cuál es el RUC/,
  /sucursal\?/,
  /Revise sus datos/,
  /Le envié un código/,
  /El código es correcto/,
  /Ya abrió el enlace/,
  /su nueva clave ya funciona/,
];

const CODE_MAIL = 'Código de verificación: IESS';
const LINK_MAIL = 'Recuperación Clave para RUC';
const KEY = 'faro lento bajo nube 81';
const WAIT_TIMEOUT = 40_000;

/** Runs a whole recovery at a person's pace, over the public address. @throws Error when an expected message does not arrive */
export async function recoverKey(
  talk: RecoveryChat,
  { claim, mailbox = '' }: DemoEmployer,
  access: { url: string; mailReader: MailReader },
): Promise<void> {
  const { mailReader, url } = access;
  const waitLikeAPerson = () => delay(300);
  const waitForMessage = (words: RegExp) =>
    waitFor(
      () => talk.said().find((text) => words.test(text)),
      () => `${words.source} in ${JSON.stringify(talk.said())}`,
    );
  const waitForMail = (subject: string) =>
    waitFor(
      () => mailReader.find(mailbox, subject),
      () => `${subject} for ${mailbox}`,
    );
  const answers = [documentNumber(claim.document), claim.ruc, claim.branch, 'sí'];

  await talk.say('recuperar mi clave');
  for (const [index, answer] of answers.entries()) {
    await waitForMessage(MILESTONES[index] as RegExp);
    await waitLikeAPerson();
    await talk.say(answer);
  }
  await waitForMessage(/Le envié un código/);
  await talk.say(codeInText(await waitForMail(CODE_MAIL)));
  await waitForMessage(/El código es correcto/);

  const token = linkInText(await waitForMail(LINK_MAIL)).split('#t=')[1];
  const opened = await postJson(`${url}/api/reset/open`, { token });
  await waitLikeAPerson();
  await postJson(`${url}/api/reset/key`, { key: KEY }, opened.headers.getSetCookie()[0]);
  await waitForMessage(/su nueva clave ya funciona/);
}

async function waitFor<T>(find: () => T | undefined, what: () => string): Promise<T> {
  const deadline = performance.now() + WAIT_TIMEOUT;
  while (performance.now() < deadline) {
    const it = find();
    if (it !== undefined) return it;
    await delay(30);
  }
  throw new Error(`did not arrive: ${what()}`);
}

async function postJson(url: string, body: unknown, cookie = ''): Promise<Response> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Cookie: cookie.split(';')[0] ?? '' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response;
}

/** Returns natural persons with numbers that were never issued, each with a mailbox. */
export const syntheticEmployers = (count: number): readonly DemoEmployer[] =>
  Array.from({ length: count }, (_, index) => {
    const nine = `245998${String(index).padStart(3, '0')}`;
    const cedula = Array.from({ length: 10 }, (_none, digit) => parseCedula(`${nine}${digit}`)).find(({ ok }) => ok);
    if (!cedula?.ok) throw new Error(`no check digit for ${nine}`);
    return {
      claim: {
        document: { kind: 'cedula', number: cedula.value },
        ruc: `${cedula.value}001` as Ruc,
        branch: '0001' as Branch,
      },
      legalName: `Empleador ${index} de Prueba`,
      mailbox: `employer-${index}@example.com`,
      rucState: 'active',
      key: 'issued',
      shows: 'a natural person',
    };
  });
