import { isLoopback } from '../domain/loopback';
import type { EnvironmentReading, SettingName } from './environment';

type Rule = (readings: EnvironmentReading) => readonly string[];

/** Checks rules between settings. Returns one line per problem, with names and never a value. */
export const findConflicts: Rule = (readings) => [
  ...missingSecret(readings),
  ...missingAddress(readings),
  ...mailConflicts(readings),
  ...(readings.settings.NODE_ENV === 'production' ? PRODUCTION.flatMap((rule) => rule(readings)) : []),
];

/** Processes on one Redis must share their keys, and a restart must not void open recoveries. */
const missingSecret: Rule = ({ present }) =>
  present.has('REDIS_URL') && !present.has('SECRET_KEYS') ? ['SECRET_KEYS: required with REDIS_URL'] : [];

/** Links name the port, and with PORT=0 it is unknown until the server listens. */
const missingAddress: Rule = ({ settings, present }) =>
  settings.PORT === 0 && !present.has('PUBLIC_URL') ? ['PUBLIC_URL: required with PORT=0'] : [];

const AZURE_MAIL = 'COMMUNICATION_SERVICES_CONNECTION_STRING';

/** Mails are sent by one service only, from a sender that it knows. */
const mailConflicts: Rule = ({ present }) => {
  if (!present.has(AZURE_MAIL)) return [];
  return [
    ...(present.has('SMTP_URL') ? [`SMTP_URL: not together with ${AZURE_MAIL}`] : []),
    ...(present.has('MAIL_FROM') ? [] : [`MAIL_FROM: required with ${AZURE_MAIL}`]),
  ];
};

/** Settings without a safe default in production. */
const REQUIRED: readonly SettingName[] = [
  'PUBLIC_URL',
  'MicrosoftAppId',
  'REDIS_URL',
  'DATABASE_URL',
  'MAIL_FROM',
  'SECRET_KEYS',
  'TRUSTED_PROXIES',
];

const missingSettings: Rule = ({ present }) =>
  REQUIRED.filter((name) => !present.has(name)).map((name) => `${name}: required in production`);

/** Each type of app identity needs its own settings; a managed identity has no password. */
const missingBotSettings: Rule = ({ settings, present }) => {
  const needed: Record<string, readonly SettingName[]> = {
    MultiTenant: ['MicrosoftAppPassword'],
    SingleTenant: ['MicrosoftAppPassword', 'MicrosoftAppTenantId'],
    UserAssignedMSI: ['MicrosoftAppTenantId'],
  };
  const type = settings.MicrosoftAppType ?? '';
  return (needed[type] ?? [])
    .filter((name) => !present.has(name))
    .map((name) => `${name}: required in production with MicrosoftAppType ${type}`);
};

const insecureMail: Rule = ({ settings, present }) => {
  if (!present.has(AZURE_MAIL) && !present.has('SMTP_URL'))
    return [`${AZURE_MAIL} or SMTP_URL: required in production`];
  const channel = settings[AZURE_MAIL]?.channel ?? 'tls';
  return channel === 'tls' ? [] : [`${AZURE_MAIL}: https in production`];
};

const localOnlySettings: Rule = ({ settings }) => [
  ...(settings.PUBLIC_URL?.startsWith('http:') ? ['PUBLIC_URL: https in production'] : []),
  ...(settings.WIDGET_ORIGINS?.some((one) => one.startsWith('http:')) ? ['WIDGET_ORIGINS: https in production'] : []),
];

/** Session state is sealed, but an unencrypted connection shows its password. */
const insecureRedis: Rule = ({ settings: { REDIS_ALLOW_PLAIN, REDIS_URL } }) => {
  const isUnencrypted = (REDIS_URL?.expose().split(',') ?? [])
    .map((one) => new URL(one))
    .some(({ hostname, protocol }) => protocol === 'redis:' && !isLoopback(hostname));
  return isUnencrypted && REDIS_ALLOW_PLAIN !== 'true'
    ? ['REDIS_URL: rediss:// in production, or REDIS_ALLOW_PLAIN=true']
    : [];
};

/** Fewest different bytes of a key: 32 random bytes have about 30, while a word, a pattern or zeros have few. */
const FEWEST_VALUES = 16;

const weakKeys: Rule = ({ settings }) =>
  settings.SECRET_KEYS?.some(({ secret }) => new Set(secret).size < FEWEST_VALUES)
    ? ['SECRET_KEYS: random bytes in production (openssl rand -base64 32)']
    : [];

/** Rules for production only: what is convenient in local mode is unsafe there. */
const PRODUCTION: readonly Rule[] = [
  missingSettings,
  missingBotSettings,
  insecureMail,
  localOnlySettings,
  insecureRedis,
  weakKeys,
];
