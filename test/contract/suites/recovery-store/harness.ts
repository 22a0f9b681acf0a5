import type { Branch } from '../../../../src/domain/claim/branch';
import type { Cedula } from '../../../../src/domain/claim/cedula';
import type { Ruc } from '../../../../src/domain/claim/ruc';
import { systemRandom } from '../../../../src/adapters/system/random';
import type { Mac } from '../../../../src/ports/security/key-ring';
import type { ReplyAddress, RecoveryId } from '../../../../src/ports/ids';
import type { SecurityPhrase } from '../../../../src/ports/security/phrase-book';
import type { Instant } from '../../../../src/domain/time';
import type { MailJobId, SecretMailJob } from '../../../../src/ports/mail/mail-job';
import type { MailKind } from '../../../../src/domain/recovery/rules';
import type { RecoveryFacts, RecoveryStore, TokenDigest } from '../../../../src/ports/recovery/recovery-store';
import { recoveryRules } from '../../../../src/policy/recovery';

/** The slack (ms) on a clock that stands still between two calls. */
export const FROZEN_CLOCK = 1;

/** A recovery store with the rules of the policy, and a clock that the test can advance. */
export interface RecoveryStoreHarness {
  readonly store: RecoveryStore;
  /** Makes everything stored `ms` older. */
  passTime(ms: number): Promise<void>;
  /** How close to the end of a lifetime a test may measure, in ms: `FROZEN_CLOCK` where time stands still between two calls. */
  readonly clockSlack: number;
}

export const rules = recoveryRules;

export const recoveryFacts: RecoveryFacts = {
  claim: {
    document: { kind: 'cedula', number: '1710034065' as Cedula },
    ruc: '1710034065001' as Ruc,
    branch: '0001' as Branch,
  },
  mailbox: 'mac-of-a-mailbox' as Mac,
  maskedMailbox: 'a•••@example.com',
  maskedName: 'Com••• de Pru••• S.A.',
  credentialVersion: 3,
  phrase: 'colibrí arrayán' as SecurityPhrase,
  locale: 'es-EC',
  replyTo: 'reply-address' as ReplyAddress,
  channel: 'test',
};

export const newTarget = (): string => systemRandom.token(32);
export const newRecoveryOf = (target: string): RecoveryId => `${target}.${systemRandom.token(16)}` as RecoveryId;
export const newRecoveryId = (): RecoveryId => newRecoveryOf(newTarget());
export const newCode = (): Mac => systemRandom.token(32) as Mac;
export const newToken = (): TokenDigest => systemRandom.token(32) as TokenDigest;
export const WRONG_CODE = 'wrong' as Mac;

/** The job of each mail in tests with only one. */
export const JOB_ID = 'job' as MailJobId;

export const mailJobOf = (recovery: RecoveryId, kind: MailKind, id = JOB_ID): SecretMailJob => ({
  id,
  kind,
  recovery,
  askedAt: 0 as Instant,
});

/** Steps that bring a recovery to a certain stage; each throws when the store refuses it. */
export function createRecoverySteps(store: RecoveryStore) {
  const sendMail = async (id: RecoveryId, mail: MailKind) => {
    const digest = mail === 'code' ? newCode() : newToken();
    expect(await store.storeSecret(mailJobOf(id, mail), digest)).toMatchObject({ kind: 'stored' });
    expect(await store.activateSecret(mailJobOf(id, mail), digest)).toMatchObject({ kind: 'activated' });
    return digest;
  };
  const begin = async (id = newRecoveryId()) => {
    expect(await store.create(id, recoveryFacts, JOB_ID)).toEqual({ kind: 'owed' });
    return id;
  };
  const sendCode = async (id = newRecoveryId()) => {
    await begin(id);
    return { id, code: (await sendMail(id, 'code')) as Mac };
  };
  const verifyCode = async (id = newRecoveryId()) => {
    const { code } = await sendCode(id);
    expect(await store.attempt(id, [code], JOB_ID)).toEqual({ kind: 'verified' });
    return id;
  };
  const sendLink = async (id = newRecoveryId()) => {
    await verifyCode(id);
    return { id, link: (await sendMail(id, 'link')) as TokenDigest };
  };
  const openLink = async (id = newRecoveryId()) => {
    const { link } = await sendLink(id);
    const session = newToken();
    expect(await store.openLink(id, link, session)).toMatchObject({ kind: 'opened' });
    return { id, link, session };
  };
  const stageOf = async (id: RecoveryId) => (await store.find(id))?.stage;

  return { sendMail, begin, sendCode, verifyCode, sendLink, openLink, stageOf };
}

export type RecoverySteps = ReturnType<typeof createRecoverySteps>;

export const concurrently = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

/** Returns the result of a run that took less than `ms`. A slower run, as on a busy machine, is repeated, because it would prove less. */
export async function repeatUntilFasterThan<T>(ms: number, body: () => Promise<T>): Promise<T> {
  if (ms === FROZEN_CLOCK) return body();
  for (let run = 0; run < 50; run++) {
    const from = performance.now();
    const answer = await body();
    if (performance.now() - from < ms) return answer;
  }
  throw new Error(`this machine never took less than ${ms} ms`);
}
