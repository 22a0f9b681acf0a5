import { demoEmployers } from './adapters/memory/demo-employers';
import { createMemoryEmployers } from './adapters/memory/employer-registry';
import { createLocalMailbox } from './adapters/memory/local-mailbox';
import { createInProcessMailQueue } from './adapters/memory/mail-queue';
import { createMemoryRecoveryStore } from './adapters/memory/recovery-store';
import { createMemorySessionStore } from './adapters/memory/session-store';
import { createPostgresEmployers } from './adapters/postgres/employers';
import { migrate } from './adapters/postgres/migrate';
import { createPool } from './adapters/postgres/pool';
import { connectRedis } from './adapters/redis/client';
import { createRedisRecoveryStore } from './adapters/redis/recovery-store';
import { createRedisSessionStore } from './adapters/redis/session-store';
import { createSmtpMailer } from './adapters/smtp/mailer';
import type { Config } from './config';
import type { Dependency } from './http/health';
import type { ShownMail } from './http/mailbox';
import type { Log } from './log';
import type { Clock } from './ports/clock';
import type { CredentialDirectory } from './ports/credential-directory';
import type { EmployerRegistry } from './ports/employer-registry';
import type { KeyHasher } from './ports/key-hasher';
import type { KeyRing } from './ports/key-ring';
import type { MailQueue } from './ports/mail-queue';
import type { Mailer } from './ports/mailer';
import type { Random } from './ports/random';
import type { RecoveryStore } from './ports/recovery-store';
import type { SessionStore } from './ports/session-store';
import { policy } from './recovery/policy';

/** Something opened at start that must be watched and let go of. */
interface Opened {
  readonly dependencies: readonly Dependency[];
  close(): Promise<void>;
}

export interface Stores extends Opened {
  readonly recoveries: RecoveryStore;
  readonly sessions: SessionStore;
}

interface StoreParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly keyRing: KeyRing;
  readonly log: Log;
}

/** On Redis when there is one; otherwise in this process, and gone with it. */
export async function openStores({ redisUrl }: Config, { clock, keyRing, log, random }: StoreParts): Promise<Stores> {
  if (redisUrl === undefined) {
    return {
      recoveries: createMemoryRecoveryStore({ clock, rules: policy.recovery }),
      sessions: createMemorySessionStore({ clock, random, rules: policy.session }),
      dependencies: [],
      close: () => Promise.resolve(),
    };
  }
  const redis = await connectRedis(redisUrl.expose(), (error) => {
    log.warn({ err: error }, 'redis connection in trouble');
  });
  const sessions = createRedisSessionStore({ redis, keyRing, random, rules: policy.session });
  return {
    recoveries: createRedisRecoveryStore({ redis, keyRing, rules: policy.recovery }),
    sessions,
    dependencies: [{ name: 'redis', check: () => sessions.ping() }],
    close() {
      redis.disconnect();
      return Promise.resolve();
    },
  };
}

export interface Registry extends Opened {
  readonly employers: EmployerRegistry;
  readonly credentials: CredentialDirectory;
}

/** The pilot's database, brought up to date; without one, employers made up for the desk. */
export async function openRegistry({ databaseUrl }: Config, hasher: KeyHasher): Promise<Registry> {
  if (databaseUrl === undefined) {
    const demo = createMemoryEmployers({ employers: demoEmployers, hasher });
    return { employers: demo, credentials: demo, dependencies: [], close: () => Promise.resolve() };
  }
  await migrate(databaseUrl.expose());
  const pool = createPool(databaseUrl.expose());
  const employers = createPostgresEmployers(pool, hasher);
  return {
    employers,
    credentials: employers,
    dependencies: [{ name: 'employer-registry', check: () => employers.ping() }],
    close: () => pool.end(),
  };
}

export interface Mail {
  readonly mailer: Mailer;
  /** Where to read the mails when they go nowhere else. */
  readonly local?: { messages(): readonly ShownMail[] };
  close(): void;
}

export function openMail({ mailFrom, smtpUrl }: Config, clock: Clock): Mail {
  if (smtpUrl === undefined) {
    const local = createLocalMailbox({ clock });
    const messages = () => local.messages().map((mail) => ({ ...mail, at: new Date(mail.at).toISOString() }));
    return { mailer: local, local: { messages }, close: () => undefined };
  }
  const mailer = createSmtpMailer({ url: smtpUrl, from: mailFrom });
  return {
    mailer,
    close: () => {
      mailer.close();
    },
  };
}

/** Mails under way are lost with the process; the durable queue takes this place. */
export const openQueue = (log: Log): MailQueue =>
  createInProcessMailQueue({
    onFailure: ({ kind }, error) => {
      log.error({ err: error, mail: kind }, 'mail job failed');
    },
  });
