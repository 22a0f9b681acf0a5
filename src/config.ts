import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { DEFAULT_FOREIGNER_PATTERN } from './domain/foreigner-code';
import { isLoopback } from './domain/loopback';
import { Sensitive } from './domain/sensitive';
import { policy } from './recovery/policy';

const text = z.string().trim();
/** An address that may hold a password: its shape is checked, its text never shown. */
const secretUrl = (...schemes: readonly string[]) =>
  text
    .refine(
      (list) =>
        list.split(',').every((one) => URL.canParse(one) && schemes.includes(new URL(one).protocol.slice(0, -1))),
      {
        message: `an address that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
      },
    )
    .transform((value) => new Sensitive(value))
    .optional();

/** `kid:base64` of 32 bytes or more; the first is the current one. */
const SecretKeys = text.transform((list, context) => {
  const keys = list
    .split(',')
    .filter((entry) => entry.trim() !== '')
    .map((entry) => {
      const [kid = '', encoded = ''] = entry.trim().split(':', 2);
      const key = Buffer.from(encoded, 'base64');
      if (!/^[A-Za-z0-9_-]{1,32}$/.test(kid) || key.length < 32) {
        context.addIssue({ code: 'custom', message: 'each entry is kid:base64 of 32 bytes or more' });
      }
      return { kid, secret: key };
    });
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length)
    context.addIssue({ code: 'custom', message: 'two entries share a kid' });
  return keys;
});

const Pattern = text.transform((source, context) => {
  try {
    return new RegExp(source, 'u');
  } catch {
    context.addIssue({ code: 'custom', message: 'not a regular expression' });
    return z.NEVER;
  }
});

/** Where the service is: links and streams are built from its origin. */
const PublicUrl = text.transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin;
  context.addIssue({ code: 'custom', message: 'an http or https address without a path' });
  return z.NEVER;
});

/** Its characters are few on purpose: what stands here goes into a policy of the browser, where `*` and `;` would mean something. */
const ORIGIN = /^https?:\/\/(\[[\da-f:]+\]|[\da-z.-]+)(:\d+)?$/;

/** `https://www.example.org,https://…`: origins as browsers name them, nothing behind the host. */
const Origins = text.transform((list, context) => {
  const origins = list
    .split(',')
    .map((one) => one.trim().replace(/\/$/, ''))
    .filter((one) => one !== '');
  if (!origins.every((one) => ORIGIN.test(one) && URL.canParse(one) && new URL(one).origin === one)) {
    context.addIssue({
      code: 'custom',
      message: 'each entry is an origin: https://host or https://host:port, without a path',
    });
  }
  return origins;
});

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
  SMTP_URL: secretUrl('smtp', 'smtps'),
  MAIL_FROM: text
    .regex(/@[^\s<>@]+>?$/, 'an e-mail address, or a name and <address>')
    .default('no-responder@localhost'),
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

  const problems = [...missingSecret(env), ...missingAddress(env), ...unfitForProduction(env)];
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
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM,
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

/** What serves a desk would betray people in production. */
function unfitForProduction(env: Environment): string[] {
  if (env.NODE_ENV !== 'production') return [];
  const required = ['MicrosoftAppId', 'REDIS_URL', 'DATABASE_URL', 'SMTP_URL', 'PUBLIC_URL'] as const;
  return [
    ...required.filter((name) => !env[name]).map((name) => `${name}: required in production`),
    ...(env.PUBLIC_URL?.startsWith('http:') ? ['PUBLIC_URL: https in production'] : []),
    ...(env.WIDGET_ORIGINS.some((one) => one.startsWith('http:')) ? ['WIDGET_ORIGINS: https in production'] : []),
    ...(isPlainAfar(env) ? ['REDIS_URL: rediss:// in production, or REDIS_ALLOW_PLAIN=true'] : []),
  ];
}

/** Session state is sealed, but the connection's password is not. */
const isPlainAfar = ({ REDIS_ALLOW_PLAIN, REDIS_URL }: Environment): boolean =>
  REDIS_ALLOW_PLAIN === 'false' &&
  (REDIS_URL?.expose().split(',') ?? [])
    .map((one) => new URL(one))
    .some(({ hostname, protocol }) => protocol === 'redis:' && !isLoopback(hostname));

const badConfiguration = (problems: readonly string[]): Error =>
  new Error(`Bad configuration:\n${problems.map((line) => `  ${line}`).join('\n')}`);
