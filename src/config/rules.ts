import { isLoopback } from '../domain/loopback';
import type { EnvironmentReading, SettingName } from './environment';

type Rule = (readings: EnvironmentReading) => readonly string[];

/** What settings ask of each other: a line for each problem, with names and never a value. */
export const findConflicts: Rule = (readings) => [
  ...missingSecret(readings),
  ...missingAddress(readings),
  ...unclearMail(readings),
  ...(readings.settings.NODE_ENV === 'production' ? PRODUCTION.flatMap((rule) => rule(readings)) : []),
];

/** Several processes on one Redis must share their keys, and a restart must not void what is under way. */
const missingSecret: Rule = ({ present }) =>
  present.has('REDIS_URL') && !present.has('SECRET_KEYS') ? ['SECRET_KEYS: required with REDIS_URL'] : [];

/** Nobody knows the port before it is taken, and links must name it. */
const missingAddress: Rule = ({ settings, present }) =>
  settings.PORT === 0 && !present.has('PUBLIC_URL') ? ['PUBLIC_URL: required with PORT=0'] : [];

const AZURE_MAIL = 'COMMUNICATION_SERVICES_CONNECTION_STRING';

/** One way out for mails, and a sender that the service behind it knows. */
const unclearMail: Rule = ({ present }) => {
  if (!present.has(AZURE_MAIL)) return [];
  return [
    ...(present.has('SMTP_URL') ? [`SMTP_URL: not together with ${AZURE_MAIL}`] : []),
    ...(present.has('MAIL_FROM') ? [] : [`MAIL_FROM: required with ${AZURE_MAIL}`]),
  ];
};

/** What must not be made up, kept in memory, or left to the desk. */
const REQUIRED: readonly SettingName[] = [
  'PUBLIC_URL',
  'MicrosoftAppId',
  'REDIS_URL',
  'DATABASE_URL',
  'MAIL_FROM',
  'SECRET_KEYS',
  'TRUSTED_PROXIES',
];

const requiredThere: Rule = ({ present }) =>
  REQUIRED.filter((name) => !present.has(name)).map((name) => `${name}: required in production`);

/** Each way of proving who the bot is has its own papers; a managed identity has no password. */
const botPapers: Rule = ({ settings, present }) => {
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

const wayForMails: Rule = ({ settings, present }) => {
  if (!present.has(AZURE_MAIL) && !present.has('SMTP_URL'))
    return [`${AZURE_MAIL} or SMTP_URL: required in production`];
  const channel = settings[AZURE_MAIL]?.channel ?? 'tls';
  return channel === 'tls' ? [] : [`${AZURE_MAIL}: https in production`];
};

const closedWays: Rule = ({ settings }) => [
  ...(settings.PUBLIC_URL?.startsWith('http:') ? ['PUBLIC_URL: https in production'] : []),
  ...(settings.WIDGET_ORIGINS?.some((one) => one.startsWith('http:')) ? ['WIDGET_ORIGINS: https in production'] : []),
];

/** Session state is sealed, but the connection's password is not. */
const closedRedis: Rule = ({ settings: { REDIS_ALLOW_PLAIN, REDIS_URL } }) => {
  const isPlainAfar = (REDIS_URL?.expose().split(',') ?? [])
    .map((one) => new URL(one))
    .some(({ hostname, protocol }) => protocol === 'redis:' && !isLoopback(hostname));
  return isPlainAfar && REDIS_ALLOW_PLAIN !== 'true'
    ? ['REDIS_URL: rediss:// in production, or REDIS_ALLOW_PLAIN=true']
    : [];
};

/** 32 random bytes have 30 different values or so; a word, a pattern or zeros have few. */
const FEWEST_VALUES = 16;

const drawnKeys: Rule = ({ settings }) =>
  settings.SECRET_KEYS?.some(({ secret }) => new Set(secret).size < FEWEST_VALUES)
    ? ['SECRET_KEYS: random bytes in production (openssl rand -base64 32)']
    : [];

/** What serves a desk would betray people in production. */
const PRODUCTION: readonly Rule[] = [requiredThere, botPapers, wayForMails, closedWays, closedRedis, drawnKeys];
