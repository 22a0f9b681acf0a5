import { objectsOf } from './read-package.mjs';

/** Teams takes no pre-release, whatever its schema says of semantic versions. */
const VERSION = /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)$/;

/** Parts that would bring the app into groups, teams or meetings, or show pages in it. */
const FOREIGN_PARTS = [
  'configurableTabs',
  'staticTabs',
  'composeExtensions',
  'connectors',
  'meetingExtensionDefinition',
];

/** What Microsoft's schema leaves open, and what this bot needs of its manifest. */
export function checkRules(manifest, { MicrosoftAppId, PUBLIC_HOST }) {
  const bots = objectsOf(manifest.bots);
  const [bot] = bots;
  const scopes = [bot?.scopes, ...objectsOf(bot?.commandLists).map((list) => list.scopes)];
  const titles = titlesOf(bot);
  const addresses = Object.entries(manifest.developer ?? {}).filter(([name]) => name.endsWith('Url'));
  return [
    [VERSION.test(manifest.version), 'version is not major.minor.patch'],
    [manifest.id === MicrosoftAppId, 'id is not that of MicrosoftAppId'],
    [bots.length === 1, 'has not exactly one bot'],
    [bot?.botId === MicrosoftAppId, 'botId is not that of MicrosoftAppId'],
    [scopes.every(isPersonal), 'a scope of the bot or of its commands is not personal alone'],
    [manifest.defaultInstallScope === 'personal', 'defaultInstallScope is not personal'],
    ...FOREIGN_PARTS.map((part) => [!(part in manifest), `${part} is no part of a personal bot`]),
    [bot?.supportsFiles === false, 'supportsFiles is not false: the bot reads none'],
    [bot?.isNotificationOnly === false, 'isNotificationOnly is not false: the bot is talked to'],
    [new Set(titles).size === titles.length, 'two commands have the same title'],
    [titles.length > 0 && titles.length <= MOST_COMMANDS, `has no commands, or more than ${MOST_COMMANDS}`],
    [isOnly(manifest.validDomains, PUBLIC_HOST), 'validDomains is not the host of PUBLIC_URL alone'],
    ...addresses.map(([name, url]) => [/^https:\/\//.test(url), `developer.${name} is not https`]),
    ...stringsOf(manifest).map(({ path, text }) => [
      text.trim() === text && text !== '',
      `${path} is blank or has blanks around it`,
    ]),
    ...stringsOf(manifest).map(({ path, text }) => [!/\{\{|\}\}/.test(text), `${path} holds a placeholder`]),
  ].flatMap(([holds, problem]) => (holds ? [] : [`manifest.json: ${problem}`]));
}

/** Teams shows no more. */
const MOST_COMMANDS = 10;

/** Every text in it, by the path under which a localization names it. */
export function stringsOf(value, path = '') {
  if (typeof value === 'string') return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((one, index) => stringsOf(one, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => stringsOf(one, path === '' ? name : `${path}.${name}`));
}

const isPersonal = (scopes) => isOnly(scopes, 'personal');
const isOnly = (list, value) => Array.isArray(list) && list.length === 1 && list[0] === value;
const titlesOf = (bot) =>
  objectsOf(bot?.commandLists).flatMap(({ commands }) => objectsOf(commands).map(({ title }) => title));
