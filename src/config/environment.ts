import { z } from 'zod';
import { DEFAULT_FOREIGNER_PATTERN } from '../domain/claim/foreigner-code';
import { parseMailSender } from '../domain/mail/mail-sender';
import { Sensitive } from '../domain/sensitive';
import { SECOND } from '../domain/time';
import { auditRetentionDays } from '../policy/audit';
import { DEFAULT_MAIL_RATE } from '../policy/mail';
import { codeLength } from '../policy/recovery';
import { shutdownTimes } from '../policy/shutdown';
import {
  BearerSecret,
  oneOf,
  ConnectionString,
  MailLimits,
  Origins,
  RegularExpression,
  PublicUrl,
  SecretKeys,
  secretUrl,
  trimmedText,
  TrustedProxies,
} from './fields';

/** A misspelt value must not count as development. */
const NODE_ENVS = ['development', 'test', 'production'] as const;

const APP_TYPES = ['MultiTenant', 'SingleTenant', 'UserAssignedMSI'] as const;

/** All settings, each with its rule. */
const Fields = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3978),
  PUBLIC_URL: PublicUrl.optional(),
  NODE_ENV: oneOf(NODE_ENVS).default('development'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  MicrosoftAppType: oneOf(APP_TYPES).default('MultiTenant'),
  MicrosoftAppId: trimmedText.default(''),
  MicrosoftAppPassword: trimmedText.transform((password) => new Sensitive(password)).optional(),
  MicrosoftAppTenantId: trimmedText.default(''),
  DIRECT_LINE_SECRET: trimmedText.transform((secret) => new Sensitive(secret)).optional(),
  WIDGET_ORIGINS: Origins.default([]),
  TRUSTED_PROXIES: TrustedProxies.default([]),
  REDIS_URL: secretUrl('redis', 'rediss'),
  REDIS_ALLOW_PLAIN: z.enum(['true', 'false']).default('false'),
  DATABASE_URL: secretUrl('postgres', 'postgresql'),
  DATABASE_OWNER_URL: secretUrl('postgres', 'postgresql'),
  COMMUNICATION_SERVICES_CONNECTION_STRING: ConnectionString.optional(),
  SMTP_URL: secretUrl('smtp', 'smtps'),
  MAIL_FROM: trimmedText
    .refine((from) => parseMailSender(from).ok, 'an e-mail address, or a name and <address>')
    .optional(),
  MAIL_RATE: MailLimits.prefault(DEFAULT_MAIL_RATE),
  EVENT_GRID_SECRET: BearerSecret.optional(),
  METRICS_TOKEN: BearerSecret.optional(),
  SECRET_KEYS: SecretKeys.default([]),
  OTP_LENGTH: z.coerce.number().int().min(codeLength.shortest).max(codeLength.longest).default(codeLength.standard),
  EMAIL_HINT: z.enum(['masked', 'none']).default('masked'),
  FOREIGNER_CODE_PATTERN: RegularExpression.default(DEFAULT_FOREIGNER_PATTERN),
  DRAIN_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .max(shutdownTimes.longestDrain / SECOND)
    .optional(),
  AUDIT_RETENTION_DAYS: z.coerce
    .number()
    .int()
    .min(auditRetentionDays.shortest)
    .max(auditRetentionDays.longest)
    .default(auditRetentionDays.standard),
});

export type EnvironmentSettings = z.infer<typeof Fields>;
export type SettingName = keyof EnvironmentSettings;

export interface EnvironmentReading {
  /** Valid settings and the defaults of absent ones; invalid ones are left out. */
  readonly settings: Partial<EnvironmentSettings>;
  /** Names of all settings that are set, valid or not. */
  readonly present: ReadonlySet<string>;
  /** One line per invalid setting: name and rule, never the value. */
  readonly problems: readonly string[];
}

/** Reads each setting by itself, so that all invalid ones are reported at once. */
export function readEnvironment(environment: NodeJS.ProcessEnv): EnvironmentReading {
  const set = withoutBlanks(environment);
  const read = Object.entries(Fields.shape).map(([name, field]) => ({ name, ...field.safeParse(set[name]) }));
  return {
    settings: Object.fromEntries(read.flatMap(({ data, name, success }) => (success ? [[name, data]] : []))),
    present: new Set(Object.keys(set)),
    problems: read.flatMap(({ error, name }) => error?.issues.map(({ message }) => `${name}: ${message}`) ?? []),
  };
}

/** Treats `NAME=` in a file of settings as not set. */
const withoutBlanks = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim() !== ''));
