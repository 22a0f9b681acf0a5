import { createAzureMailer } from '../adapters/azure/mailer';
import { createBullMailQueue } from '../adapters/bullmq/mail-queue';
import { createBullRecoveryTimers } from '../adapters/bullmq/recovery-timers';
import { createLocalMailbox } from '../adapters/memory/local-mailbox';
import { createMemoryMailQuota, createUnlimitedMailQuota } from '../adapters/memory/mail-quota';
import { createMemorySentMailLog } from '../adapters/memory/sent-mail-log';
import { createInProcessMailQueue } from '../adapters/memory/mail-queue';
import { createInProcessRecoveryTimers } from '../adapters/memory/recovery-timers';
import { createRedisMailQuota } from '../adapters/redis/mail-quota/mail-quota';
import { createRedisSentMailLog } from '../adapters/redis/sent-mail-log';
import { correlatedQueue, correlatedTimers } from '../adapters/system/correlated-jobs';
import { createSmtpMailer } from '../adapters/smtp/mailer';
import type { Config } from '../config/config';
import type { MailboxMessage } from '../http/routes/mailbox';
import type { Log } from './logger';
import type { Clock, Correlation, Random } from '../ports/system';
import { Unavailable } from '../ports/errors';
import type { JobCounter } from '../ports/monitoring/job-counts';
import type { MailQuota } from '../ports/mail/mail-quota';
import type { MailJob } from '../ports/mail/mail-job';
import type { SentMailLog } from '../ports/mail/sent-mail-log';
import type { MailQueue } from '../ports/mail/mail-queue';
import type { Mailer } from '../ports/mail/mailer';
import type { RecoveryTimers, RecoveryTimer } from '../ports/recovery/recovery-timers';
import { jobRetryPolicy, mailRetryRules, sentMailRules, SHARE_RESERVED_FOR_LINKS } from '../policy/mail';
import { shutdownTimes } from '../policy/shutdown';
import type { RedisConnections } from './redis-connections';

interface MailDelivery {
  readonly mailer: Mailer;
  /** The mails of local mode, where none is sent. */
  readonly local?: { messages(): readonly MailboxMessage[] };
  close(): void;
}

/** Opens the mail delivery: Azure, SMTP, or the local mailbox, which keeps mails instead of sending them. */
export function openMailDelivery({ azureMail, mailFrom, smtpUrl }: Config, clock: Clock): MailDelivery {
  const timeout = mailRetryRules.tryTimeout;
  if (azureMail !== undefined) {
    const mailer = createAzureMailer({ connectionString: azureMail, from: mailFrom, timeout });
    return { mailer, close: () => undefined };
  }
  if (smtpUrl !== undefined) {
    const mailer = createSmtpMailer({ url: smtpUrl, from: mailFrom, timeout });
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

/** The queue, timers, quota and log of mails. */
export interface MailProcessing {
  readonly queue: MailQueue & JobCounter;
  readonly timers: RecoveryTimers & JobCounter;
  readonly mailQuota: MailQuota;
  readonly sentMails: SentMailLog;
}

interface MailProcessingParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly correlation: Correlation;
}

/** Opens the processing of mails on Redis, where it outlives this process. Without Redis, its state is lost with this process. */
export function openMailProcessing(
  config: Config,
  connections: RedisConnections | undefined,
  parts: MailProcessingParts,
): MailProcessing {
  const { clock, correlation, log } = parts;
  const shared = {
    closeWithin: shutdownTimes.mails,
    retries: jobRetryPolicy,
    onError: (error: Error) => {
      log.warn({ err: error }, 'job queue connection failed');
    },
  };
  const queueOptions = {
    ...shared,
    onFailure: ({ correlation: id, kind }: MailJob, error: unknown) => {
      correlation.resume(id, () => {
        logFailure(log, error, { mail: kind });
      });
    },
  };
  const timerOptions = {
    ...shared,
    onFailure: ({ correlation: id, reason }: RecoveryTimer, error: unknown) => {
      correlation.resume(id, () => {
        logFailure(log, error, { timer: reason });
      });
    },
  };
  const rate = { limits: config.mailLimits, reservedShare: SHARE_RESERVED_FOR_LINKS };

  if (connections === undefined) {
    return {
      queue: correlatedQueue(createInProcessMailQueue(queueOptions), correlation),
      timers: correlatedTimers(createInProcessRecoveryTimers(timerOptions), correlation),
      mailQuota: staysLocal(config) ? createUnlimitedMailQuota() : createMemoryMailQuota({ clock, rules: rate }),
      sentMails: createMemorySentMailLog({ clock, rules: sentMailRules }),
    };
  }
  return {
    queue: correlatedQueue(createBullMailQueue({ ...connections, ...parts, ...queueOptions }), correlation),
    timers: correlatedTimers(createBullRecoveryTimers({ ...connections, ...parts, ...timerOptions }), correlation),
    mailQuota: staysLocal(config)
      ? createUnlimitedMailQuota()
      : createRedisMailQuota({ redis: connections.redis, rules: rate }),
    sentMails: createRedisSentMailLog({ redis: connections.redis, rules: sentMailRules }),
  };
}

/** Logs a failed attempt: a warning when a dependency is unavailable, because the job is retried. */
function logFailure(log: Log, error: unknown, about: object): void {
  if (error instanceof Unavailable) log.warn({ err: error, ...about }, 'job will be retried');
  else log.error({ err: error, ...about }, 'job failed');
}

/** Returns whether mails stay in the local mailbox, which needs no quota. */
const staysLocal = ({ azureMail, smtpUrl }: Config): boolean => azureMail === undefined && smtpUrl === undefined;
