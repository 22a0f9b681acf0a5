import { createRecoveryStore } from '../../../src/recovery/store/create-recovery-store';
import { createArgon2AccessKeyHasher } from '../../../src/adapters/argon2/access-key-hasher';
import { demoEmployers, type DemoEmployer } from '../../../src/adapters/memory/demo-employers';
import { createMemoryEmployers } from '../../../src/adapters/memory/employer-registry';
import { createLocalMailbox } from '../../../src/adapters/memory/local-mailbox';
import { createInProcessMailQueue } from '../../../src/adapters/memory/mail-queue';
import { createUnlimitedMailQuota } from '../../../src/adapters/memory/mail-quota';
import { createMemorySentMailLog } from '../../../src/adapters/memory/sent-mail-log';
import { createMemoryTargetStore } from '../../../src/adapters/memory/target-store';
import { createMemoryRateLimits } from '../../../src/adapters/rate-limiter/memory-rate-limits';
import { createKeyRing } from '../../../src/adapters/system/key-ring';
import { systemRandom } from '../../../src/adapters/system/random';
import { createZxcvbnAccessKeyStrength } from '../../../src/adapters/zxcvbn/access-key-strength';
import type { Claim } from '../../../src/domain/claim/claim';
import type { LinkToken, ResetSessionToken } from '../../../src/domain/recovery/reset-link';
import { Sensitive } from '../../../src/domain/sensitive';
import type { Instant } from '../../../src/domain/time';
import { createMessageCatalog } from '../../../src/i18n/message-catalog';
import { createPhraseBook } from '../../../src/i18n/phrase-book';
import { createMailRenderer } from '../../../src/mail/mail-renderer';
import type { SleepingClock } from '../../../src/ports/system';
import { Unavailable } from '../../../src/ports/errors';
import type { SenderAccount } from '../../../src/ports/chat/sender-account';
import type { RecoveryId, ReplyAddress } from '../../../src/ports/ids';
import { createRecovery } from '../../../src/recovery/create-recovery';
import type { RecoveryOptions } from '../../../src/recovery/options';
import { mailRetryRules, sentMailRules, jobRetryPolicy } from '../../../src/policy/mail';
import { FAILURE_LOCKOUT, rateLimitRules } from '../../../src/policy/rate-limits';
import { accessKeyRules, codeLength, MAIL_WAIT_TIMEOUT, recoveryRules } from '../../../src/policy/recovery';
import { createRecordingAuditTrail } from './recording-audit-trail';
import { createManualRecoveryTimers } from './manual-recovery-timers';

export const words = createMessageCatalog();

/** An arbitrary hour in the past: 10:00:00 in Guayaquil. */
const START = Date.UTC(2026, 0, 15, 15);

/** Creates the whole service below the dialogs on memory adapters, with a clock that only the test advances. */
export function createInMemoryRecovery(
  overrides: Partial<RecoveryOptions> = {},
  employers: readonly DemoEmployer[] = demoEmployers,
) {
  let now = START;
  const clock: SleepingClock = {
    now: () => now as Instant,
    sleep: (ms) => {
      now += ms;
      return Promise.resolve();
    },
  };
  const { fireDueTimers, timers } = createManualRecoveryTimers(clock);
  const reportedErrors: string[] = [];
  const audit = createRecordingAuditTrail();
  const keyRing = createKeyRing([{ kid: 'test', secret: Buffer.alloc(32, 7) }]);
  const hasher = overrides.hasher ?? createArgon2AccessKeyHasher();
  const mailbox = createLocalMailbox({ clock });
  const registry = createMemoryEmployers({ employers, hasher });
  const failures: unknown[] = [];
  const notified: RecoveryId[] = [];
  const down = new Set<string>();

  /** Wraps a port so that the test can make it unavailable. */
  const breakable = <P extends object>(name: string, port: P): P =>
    new Proxy(port, {
      get: (target, method) =>
        down.has(name)
          ? () => Promise.reject(new Unavailable(name, new Error('down for this test')))
          : (Reflect.get(target, method) as unknown),
    });

  const options: RecoveryOptions = {
    clock,
    random: systemRandom,
    keyRing,
    employers: breakable('employer-registry', registry),
    credentials: breakable('employer-registry', registry),
    store: breakable('recovery-store', createRecoveryStore(createMemoryTargetStore(clock), recoveryRules)),
    limits: breakable('rate-limits', createMemoryRateLimits({ keyRing, rules: rateLimitRules })),
    audit,
    hasher,
    strength: createZxcvbnAccessKeyStrength({ maxLength: accessKeyRules.maximum }),
    phrases: createPhraseBook(systemRandom),
    queue: createInProcessMailQueue({ retries: jobRetryPolicy, onFailure: (_job, error) => failures.push(error) }),
    timers,
    mailQuota: createUnlimitedMailQuota(),
    sentMails: createMemorySentMailLog({ clock, rules: sentMailRules }),
    mailer: {
      send: (message) =>
        down.has('mailer')
          ? Promise.resolve({ kind: 'deferred', cause: new Error('down for this test') })
          : mailbox.send(message),
    },
    reportError: (error) => reportedErrors.push(error.message),
    mailRenderer: createMailRenderer({ catalog: words }),
    notifier: {
      notify: (_address, recovery) => {
        notified.push(recovery);
        return Promise.resolve();
      },
    },
    settings: {
      publicUrl: 'https://recuperacion.example.org',
      codeLength: codeLength.standard,
      emailHint: 'masked',
      lifetimes: { code: recoveryRules.code.lifetime, link: recoveryRules.link.lifetime },
      mailWaitTimeout: MAIL_WAIT_TIMEOUT,
      mailAcceptTimeout: recoveryRules.acceptTimeout,
      mail: mailRetryRules,
      failureLockout: FAILURE_LOCKOUT,
      key: accessKeyRules,
    },
    ...overrides,
  };

  const recovery = createRecovery(options);
  const token = () => /#t=([\w-]{43})/.exec(mailbox.messages()[0]?.text ?? '')?.[1] ?? 'no link in the newest mail';

  return {
    ...recovery,
    options,
    mailbox,
    failures,
    reportedErrors,
    audit,
    notified,
    /** The names of the ports that are down: `recovery-store`, `employer-registry`, `rate-limits`, `mailer`. */
    down,
    passTime: (ms: number) => {
      now += ms;
    },
    /** Fires all due timers once and returns their number. */
    fireDueTimers,
    /** Waits until no mail job is running and no timer is due. */
    async settle() {
      await waitForJobs();
      while ((await fireDueTimers()) > 0) await waitForJobs();
    },
    /** Opens the link of the newest mail. */
    async open(): Promise<Sensitive<ResetSessionToken>> {
      const outcome = await recovery.page.openLink(new Sensitive(token() as LinkToken));
      if (outcome.kind !== 'opened') throw new Error(`the link is ${outcome.kind}`);
      return outcome.session;
    },
    /** Returns the code in the newest mail. */
    code: () =>
      /\b(\d{3}) (\d{3})\b/
        .exec(mailbox.messages()[0]?.text ?? '')
        ?.slice(1)
        .join('') ?? 'no code in the newest mail',
    /** Returns the token of the link in the newest mail. */
    token,
  };
}

const waitForJobs = () => new Promise<void>((resolve) => setTimeout(resolve, 5));

export type InMemoryRecovery = ReturnType<typeof createInMemoryRecovery>;

export const requester = {
  locale: 'es-EC',
  replyTo: '{}' as ReplyAddress,
  account: { channel: 'test', conversation: 'test|conversation', user: 'test|user' },
} as const;

let accountCount = 0;

/** Returns another person in a conversation of their own. */
export function newSenderAccount(): SenderAccount {
  accountCount += 1;
  return { channel: 'test', conversation: `test|conversation ${accountCount}`, user: `test|user ${accountCount}` };
}

/** Begins a recovery of the demo company and waits until its code was mailed. */
export async function beginWithMailedCode({ chat }: Pick<InMemoryRecovery, 'chat'>): Promise<RecoveryId> {
  const outcome = await chat.begin(demoClaim('empresa privada'), requester);
  if (outcome.kind !== 'begun') throw new Error(outcome.kind);
  await chat.awaitMail(outcome.recovery, 'code');
  return outcome.recovery;
}

/** Returns the claim of the demo employer whose description contains `what`. */
export function demoClaim(what: string): Claim {
  const employer = demoEmployers.find(({ shows }) => shows.includes(what));
  if (employer === undefined) throw new Error(`no demo employer shows "${what}"`);
  return employer.claim;
}
