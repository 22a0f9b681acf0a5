import { isLoopback } from '../domain/loopback';
import type { Readings, Setting } from './environment';

type Rule = (readings: Readings) => readonly string[];

/** What settings ask of each other: a line for each problem, with names and never a value. */
export const conflictsOf: Rule = (readings) => [
  ...missingSecret(readings),
  ...missingAddress(readings),
  ...unclearMail(readings),
  ...(readings.env.NODE_ENV === 'production' ? PRODUCTION.flatMap((rule) => rule(readings)) : []),
];

/** Several processes on one Redis must share their keys, and a restart must not void what is under way. */
const missingSecret: Rule = ({ given }) =>
  given.has('REDIS_URL') && !given.has('SECRET_KEYS') ? ['SECRET_KEYS: required with REDIS_URL'] : [];

/** Nobody knows the port before it is taken, and links must name it. */
const missingAddress: Rule = ({ env, given }) =>
  env.PORT === 0 && !given.has('PUBLIC_URL') ? ['PUBLIC_URL: required with PORT=0'] : [];

const AZURE_MAIL = 'COMMUNICATION_SERVICES_CONNECTION_STRING';

/** One way out for mails, and a sender that the service behind it knows. */
const unclearMail: Rule = ({ given }) => {
  if (!given.has(AZURE_MAIL)) return [];
  return [
    ...(given.has('SMTP_URL') ? [`SMTP_URL: not together with ${AZURE_MAIL}`] : []),
    ...(given.has('MAIL_FROM') ? [] : [`MAIL_FROM: required with ${AZURE_MAIL}`]),
  ];
};

/** What must not be made up, kept in memory, or left to the desk. */
const REQUIRED: readonly Setting[] = [
  'PUBLIC_URL',
  'MicrosoftAppId',
  'REDIS_URL',
  'DATABASE_URL',
  'MAIL_FROM',
  'SECRET_KEYS',
  'TRUSTED_PROXIES',
];

const requiredThere: Rule = ({ given }) =>
  REQUIRED.filter((name) => !given.has(name)).map((name) => `${name}: required in production`);

/** Each way of proving who the bot is has its own papers; a managed identity has no password. */
const botPapers: Rule = ({ env, given }) => {
  const needed: Record<string, readonly Setting[]> = {
    MultiTenant: ['MicrosoftAppPassword'],
    SingleTenant: ['MicrosoftAppPassword', 'MicrosoftAppTenantId'],
    UserAssignedMSI: ['MicrosoftAppTenantId'],
  };
  const type = env.MicrosoftAppType ?? '';
  return (needed[type] ?? [])
    .filter((name) => !given.has(name))
    .map((name) => `${name}: required in production with MicrosoftAppType ${type}`);
};

const wayForMails: Rule = ({ env, given }) => {
  if (!given.has(AZURE_MAIL) && !given.has('SMTP_URL')) return [`${AZURE_MAIL} or SMTP_URL: required in production`];
  const channel = env[AZURE_MAIL]?.channel ?? 'tls';
  return channel === 'tls' ? [] : [`${AZURE_MAIL}: https in production`];
};

const closedWays: Rule = ({ env }) => [
  ...(env.PUBLIC_URL?.startsWith('http:') ? ['PUBLIC_URL: https in production'] : []),
  ...(env.WIDGET_ORIGINS?.some((one) => one.startsWith('http:')) ? ['WIDGET_ORIGINS: https in production'] : []),
];

/** Session state is sealed, but the connection's password is not. */
const closedRedis: Rule = ({ env: { REDIS_ALLOW_PLAIN, REDIS_URL } }) => {
  const isPlainAfar = (REDIS_URL?.expose().split(',') ?? [])
    .map((one) => new URL(one))
    .some(({ hostname, protocol }) => protocol === 'redis:' && !isLoopback(hostname));
  return isPlainAfar && REDIS_ALLOW_PLAIN !== 'true'
    ? ['REDIS_URL: rediss:// in production, or REDIS_ALLOW_PLAIN=true']
    : [];
};

/** 32 random bytes have 30 different values or so; a word, a pattern or zeros have few. */
const FEWEST_VALUES = 16;

const drawnKeys: Rule = ({ env }) =>
  env.SECRET_KEYS?.some(({ secret }) => new Set(secret).size < FEWEST_VALUES)
    ? ['SECRET_KEYS: random bytes in production (openssl rand -base64 32)']
    : [];

/** What serves a desk would betray people in production. */
const PRODUCTION: readonly Rule[] = [requiredThere, botPapers, wayForMails, closedWays, closedRedis, drawnKeys];
