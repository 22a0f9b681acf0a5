import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { DEFAULT_FOREIGNER_PATTERN } from './domain/foreigner-code';
import { isLoopback } from './domain/loopback';
import { DEFAULT_MAIL_RATE } from './domain/mail-rate';
import { parseSender } from './domain/sender';
import { Sensitive } from './domain/sensitive';
import { policy } from './recovery/policy';
import {
  ConnectionString,
  MailLimits,
  Origins,
  Pattern,
  PublicUrl,
  SecretKeys,
  secretUrl,
  BearerSecret,
  text,
} from './settings';

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3978),
  PUBLIC_URL: PublicUrl.optional(),
  NODE_ENV: text.default('development'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  MicrosoftAppType: text.default(''),
  MicrosoftAppId: text.default(''),
  MicrosoftAppPassword: text.default(''),
  MicrosoftAppTenantId: text.default(''),
  DIRECT_LINE_SECRET: text.transform((secret) => new Sensitive(secret)).optional(),
  WIDGET_ORIGINS: Origins.default([]),
  REDIS_URL: secretUrl('redis', 'rediss'),
  REDIS_ALLOW_PLAIN: z.enum(['true', 'false']).default('false'),
  DATABASE_URL: secretUrl('postgres', 'postgresql'),
  COMMUNICATION_SERVICES_CONNECTION_STRING: ConnectionString.optional(),
  SMTP_URL: secretUrl('smtp', 'smtps'),
  MAIL_FROM: text.refine((from) => parseSender(from).ok, 'an e-mail address, or a name and <address>').optional(),
  MAIL_RATE: MailLimits.prefault(DEFAULT_MAIL_RATE),
  EVENT_GRID_SECRET: BearerSecret.optional(),
  SECRET_KEYS: SecretKeys.default([]),
  OTP_LENGTH: z.coerce.number().int().min(policy.code.shortest).max(policy.code.longest).default(policy.code.length),
  EMAIL_HINT: z.enum(['masked', 'none']).default('masked'),
  FOREIGNER_CODE_PATTERN: Pattern.default(DEFAULT_FOREIGNER_PATTERN),
});

export type Config = ReturnType<typeof readConfig>;

/**
 * Every setting, checked once, before anything starts.
 * @throws Error with one line per problem: names and rules, never a value
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env) {
  const parsed = Environment.safeParse(withoutBlanks(environment));
  if (!parsed.success)
    throw badConfiguration(parsed.error.issues.map(({ message, path }) => `${path.join('.')}: ${message}`));
  const env = parsed.data;

  const problems = [...missingSecret(env), ...missingAddress(env), ...unclearMail(env), ...unfitForProduction(env)];
  if (problems.length > 0) throw badConfiguration(problems);

  return {
    port: env.PORT,
    publicUrl: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
    logLevel: env.LOG_LEVEL,
    bot: {
      MicrosoftAppType: env.MicrosoftAppType,
      MicrosoftAppId: env.MicrosoftAppId,
      MicrosoftAppPassword: env.MicrosoftAppPassword,
      MicrosoftAppTenantId: env.MicrosoftAppTenantId,
    },
    directLineSecret: env.DIRECT_LINE_SECRET,
    widgetOrigins: env.WIDGET_ORIGINS,
    redisUrl: env.REDIS_URL,
    databaseUrl: env.DATABASE_URL,
    azureMail: env.COMMUNICATION_SERVICES_CONNECTION_STRING?.secret,
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM ?? 'no-responder@localhost',
    mailLimits: env.MAIL_RATE,
    eventGridSecret: env.EVENT_GRID_SECRET,
    secretKeys: env.SECRET_KEYS.length > 0 ? env.SECRET_KEYS : [{ kid: 'made-up', secret: randomBytes(32) }],
    codeLength: env.OTP_LENGTH,
    emailHint: env.EMAIL_HINT,
    foreignerPattern: env.FOREIGNER_CODE_PATTERN,
  } as const;
}

/** `NAME=` in a file of settings means that it is not set. */
const withoutBlanks = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim() !== ''));

type Environment = z.infer<typeof Environment>;

/** Several processes on one Redis must share their keys, and a restart must not void what is under way. */
const missingSecret = ({ REDIS_URL, SECRET_KEYS }: Environment): string[] =>
  REDIS_URL !== undefined && SECRET_KEYS.length === 0 ? ['SECRET_KEYS: required with REDIS_URL'] : [];

/** Nobody knows the port before it is taken, and links must name it. */
const missingAddress = ({ PORT, PUBLIC_URL }: Environment): string[] =>
  PORT === 0 && PUBLIC_URL === undefined ? ['PUBLIC_URL: required with PORT=0'] : [];

/** One way out for mails, and a sender that the service behind it knows. */
const unclearMail = (env: Environment): string[] => [
  ...(env.COMMUNICATION_SERVICES_CONNECTION_STRING && env.SMTP_URL
    ? ['SMTP_URL: not together with COMMUNICATION_SERVICES_CONNECTION_STRING']
    : []),
  ...(env.COMMUNICATION_SERVICES_CONNECTION_STRING && !env.MAIL_FROM
    ? ['MAIL_FROM: required with COMMUNICATION_SERVICES_CONNECTION_STRING']
    : []),
];

/** What serves a desk would betray people in production. */
function unfitForProduction(env: Environment): string[] {
  if (env.NODE_ENV !== 'production') return [];
  const required = ['MicrosoftAppId', 'REDIS_URL', 'DATABASE_URL', 'MAIL_FROM', 'PUBLIC_URL'] as const;
  return [
    ...required.filter((name) => !env[name]).map((name) => `${name}: required in production`),
    ...mailUnfitForProduction(env),
    ...(env.PUBLIC_URL?.startsWith('http:') ? ['PUBLIC_URL: https in production'] : []),
    ...(env.WIDGET_ORIGINS.some((one) => one.startsWith('http:')) ? ['WIDGET_ORIGINS: https in production'] : []),
    ...(isPlainAfar(env) ? ['REDIS_URL: rediss:// in production, or REDIS_ALLOW_PLAIN=true'] : []),
  ];
}

function mailUnfitForProduction({ COMMUNICATION_SERVICES_CONNECTION_STRING: azure, SMTP_URL }: Environment): string[] {
  if (azure) return azure.channel === 'tls' ? [] : ['COMMUNICATION_SERVICES_CONNECTION_STRING: https in production'];
  return SMTP_URL ? [] : ['COMMUNICATION_SERVICES_CONNECTION_STRING or SMTP_URL: required in production'];
}

/** Session state is sealed, but the connection's password is not. */
const isPlainAfar = ({ REDIS_ALLOW_PLAIN, REDIS_URL }: Environment): boolean =>
  REDIS_ALLOW_PLAIN === 'false' &&
  (REDIS_URL?.expose().split(',') ?? [])
    .map((one) => new URL(one))
    .some(({ hostname, protocol }) => protocol === 'redis:' && !isLoopback(hostname));

const badConfiguration = (problems: readonly string[]): Error =>
  new Error(`Bad configuration:\n${problems.map((line) => `  ${line}`).join('\n')}`);
