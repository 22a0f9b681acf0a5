import { randomBytes } from 'node:crypto';
import { SECOND } from '../domain/time';
import { findConflicts } from './rules';
import type { MetricsReaders } from '../http/routes/metrics';
import { shutdownTimes } from '../policy/shutdown';
import { readEnvironment, type EnvironmentSettings, type SettingName } from './environment';

export type Config = ReturnType<typeof configOf>;

/**
 * Reads and checks every setting, before anything starts.
 * @throws Error with one line per problem, all of them at once: names and rules, never a value
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const readings = readEnvironment(environment);
  const problems = [...readings.problems, ...findConflicts(readings)];
  if (problems.length > 0) throw badConfiguration(problems);
  // Without a problem every setting was read.
  return configOf(readings.settings as EnvironmentSettings);
}

/** Reads the settings for a command, which requires only the given ones. @throws Error like readConfig */
export function readCommandConfig(
  required: readonly SettingName[],
  environment: NodeJS.ProcessEnv = process.env,
): Config {
  const { settings, present, problems } = readEnvironment(environment);
  const missing = required.filter((name) => !present.has(name)).map((name) => `${name}: required`);
  if (problems.length + missing.length > 0) throw badConfiguration([...problems, ...missing]);
  return configOf(settings as EnvironmentSettings);
}

const configOf = (env: EnvironmentSettings) =>
  ({
    isProduction: env.NODE_ENV === 'production',
    port: env.PORT,
    publicUrl: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
    logLevel: env.LOG_LEVEL,
    bot: {
      MicrosoftAppType: env.MicrosoftAppType,
      MicrosoftAppId: env.MicrosoftAppId,
      MicrosoftAppPassword: env.MicrosoftAppPassword?.expose() ?? '',
      MicrosoftAppTenantId: env.MicrosoftAppTenantId,
    },
    directLineSecret: env.DIRECT_LINE_SECRET,
    widgetOrigins: env.WIDGET_ORIGINS,
    trustedProxies: env.TRUSTED_PROXIES,
    drain: drainOf(env),
    redisUrl: env.REDIS_URL,
    databaseUrl: env.DATABASE_URL,
    /** Used only by `database:setup`. */
    databaseOwnerUrl: env.DATABASE_OWNER_URL,
    azureMail: env.COMMUNICATION_SERVICES_CONNECTION_STRING?.secret,
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM ?? 'no-responder@localhost',
    mailLimits: env.MAIL_RATE,
    eventGridSecret: env.EVENT_GRID_SECRET,
    metricsReaders: metricsReadersOf(env),
    secretKeys: env.SECRET_KEYS.length > 0 ? env.SECRET_KEYS : [{ kid: 'made-up', secret: randomBytes(32) }],
    codeLength: env.OTP_LENGTH,
    emailHint: env.EMAIL_HINT,
    foreignerPattern: env.FOREIGNER_CODE_PATTERN,
    auditRetentionDays: env.AUDIT_RETENTION_DAYS,
  }) as const;

/** How long (ms) the process serves after a signal. In local mode there is no load balancer that has to notice. */
function drainOf({ DRAIN_SECONDS, NODE_ENV }: EnvironmentSettings): number {
  if (DRAIN_SECONDS !== undefined) return DRAIN_SECONDS * SECOND;
  return NODE_ENV === 'production' ? shutdownTimes.longestDrain : 0;
}

/** Without a token, metrics are public in local mode and not served in production. */
function metricsReadersOf({ METRICS_TOKEN: token, NODE_ENV }: EnvironmentSettings): MetricsReaders {
  if (token !== undefined) return { kind: 'bearer', token };
  return { kind: NODE_ENV === 'production' ? 'none' : 'anyone' };
}

const badConfiguration = (problems: readonly string[]): Error =>
  new Error(`Bad configuration:\n${problems.map((line) => `  ${line}`).join('\n')}`);
