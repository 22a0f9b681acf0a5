import { createAzureMailer } from './adapters/azure/mailer';
import { createBullMailQueue } from './adapters/bullmq/mail-queue';
import { createBullRecoveryWatch } from './adapters/bullmq/recovery-watch';
import { createLocalMailbox } from './adapters/memory/local-mailbox';
import { createMemoryMailBudget, createUnboundedMailBudget } from './adapters/memory/mail-budget';
import { createMemoryMailLedger } from './adapters/memory/mail-ledger';
import { createInProcessMailQueue } from './adapters/memory/mail-queue';
import { createInProcessRecoveryWatch } from './adapters/memory/recovery-watch';
import { createRedisMailBudget } from './adapters/redis/mail-budget';
import { createRedisMailLedger } from './adapters/redis/mail-ledger';
import { correlatedQueue, correlatedWatch } from './adapters/system/correlated-jobs';
import { createSmtpMailer } from './adapters/smtp/mailer';
import type { Config } from './config';
import type { ShownMail } from './http/mailbox';
import type { Log } from './log';
import type { Clock } from './ports/clock';
import type { Correlation } from './ports/correlation';
import { Unavailable } from './ports/errors';
import type { CountableJobs } from './ports/job-counts';
import type { MailBudget } from './ports/mail-budget';
import type { MailJob } from './ports/mail-job';
import type { MailLedger } from './ports/mail-ledger';
import type { MailQueue } from './ports/mail-queue';
import type { Mailer } from './ports/mailer';
import type { Random } from './ports/random';
import type { RecoveryWatch, Watch } from './ports/recovery-watch';
import { policy } from './recovery/policy';
import type { RedisLines } from './resources';

interface Way {
  readonly mailer: Mailer;
  /** Where to read the mails when they go nowhere else. */
  readonly local?: { messages(): readonly ShownMail[] };
  close(): void;
}

/** How mails leave: Azure, SMTP, or not at all. */
export function openMail({ azureMail, mailFrom, smtpUrl }: Config, clock: Clock): Way {
  if (azureMail !== undefined) {
    return { mailer: createAzureMailer({ connectionString: azureMail, from: mailFrom }), close: () => undefined };
  }
  if (smtpUrl !== undefined) {
    const mailer = createSmtpMailer({ url: smtpUrl, from: mailFrom });
    return {
      mailer,
      close() {
        mailer.close();
      },
    };
  }
  const local = createLocalMailbox({ clock });
  const messages = () => local.messages().map((mail) => ({ ...mail, at: new Date(mail.at).toISOString() }));
  return { mailer: local, local: { messages }, close: () => undefined };
}

/** What is owed and what is counted about mails. */
export interface MailWork {
  readonly queue: MailQueue & CountableJobs;
  readonly watch: RecoveryWatch & CountableJobs;
  readonly budget: MailBudget;
  readonly ledger: MailLedger;
}

interface MailWorkParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly correlation: Correlation;
}

/** On Redis when there is one, and then it outlives this process; otherwise it is gone with it. */
export function openMailWork(config: Config, lines: RedisLines | undefined, parts: MailWorkParts): MailWork {
  const { clock, correlation, log } = parts;
  const shared = {
    closeWithin: policy.stop.mails,
    onTrouble: (error: Error) => {
      log.warn({ err: error }, 'mail jobs in trouble');
    },
  };
  const queueOf = {
    ...shared,
    onFailure: ({ correlation: id, kind }: MailJob, error: unknown) => {
      correlation.resume(id, () => {
        logFailure(log, error, { mail: kind });
      });
    },
  };
  const watchOf = {
    ...shared,
    onFailure: ({ correlation: id, reason }: Watch, error: unknown) => {
      correlation.resume(id, () => {
        logFailure(log, error, { watch: reason });
      });
    },
  };
  const rate = { limits: config.mailLimits, reserved: policy.reservedForLinks };

  if (lines === undefined) {
    return {
      queue: correlatedQueue(createInProcessMailQueue(queueOf), correlation),
      watch: correlatedWatch(createInProcessRecoveryWatch(watchOf), correlation),
      budget: goesNowhere(config) ? createUnboundedMailBudget() : createMemoryMailBudget({ clock, rate }),
      ledger: createMemoryMailLedger({ clock, rules: policy.ledger }),
    };
  }
  return {
    queue: correlatedQueue(createBullMailQueue({ ...lines, ...parts, ...queueOf }), correlation),
    watch: correlatedWatch(createBullRecoveryWatch({ ...lines, ...parts, ...watchOf }), correlation),
    budget: goesNowhere(config) ? createUnboundedMailBudget() : createRedisMailBudget({ redis: lines.redis, rate }),
    ledger: createRedisMailLedger({ redis: lines.redis, rules: policy.ledger }),
  };
}

/** What is only down is tried again. */
function logFailure(log: Log, error: unknown, about: object): void {
  if (error instanceof Unavailable) log.warn({ err: error, ...about }, 'job put off');
  else log.error({ err: error, ...about }, 'job failed');
}

/** The local mailbox takes as many as it gets. */
const goesNowhere = ({ azureMail, smtpUrl }: Config): boolean => azureMail === undefined && smtpUrl === undefined;
