import { objectsOf } from './read-package.mjs';

/** Teams accepts no pre-release version, although its schema allows one. */
const VERSION = /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)$/;

/** Parts that would add the app to groups, teams or meetings, or show pages in it. */
const FORBIDDEN_PARTS = [
  'configurableTabs',
  'staticTabs',
  'composeExtensions',
  'connectors',
  'meetingExtensionDefinition',
];

/** Checks what this bot requires of its manifest and Microsoft's schema does not. */
export function checkRules(manifest, { MicrosoftAppId, PUBLIC_HOST }) {
  const bots = objectsOf(manifest.bots);
  const [bot] = bots;
  const scopes = [bot?.scopes, ...objectsOf(bot?.commandLists).map((list) => list.scopes)];
  const titles = titlesOf(bot);
  const addresses = Object.entries(manifest.developer ?? {}).filter(([name]) => name.endsWith('Url'));
  return [
    [VERSION.test(manifest.version), 'version must be major.minor.patch'],
    [manifest.id === MicrosoftAppId, 'id differs from MicrosoftAppId'],
    [bots.length === 1, 'must have exactly one bot'],
    [bot?.botId === MicrosoftAppId, 'botId differs from MicrosoftAppId'],
    [scopes.every(isPersonal), 'scopes of the bot and of its commands must be personal only'],
    [manifest.defaultInstallScope === 'personal', 'defaultInstallScope must be personal'],
    ...FORBIDDEN_PARTS.map((part) => [!(part in manifest), `${part} is not allowed in a personal app`]),
    [bot?.supportsFiles === false, 'supportsFiles must be false: the bot accepts no files'],
    [bot?.isNotificationOnly === false, 'isNotificationOnly must be false: the bot accepts messages'],
    [new Set(titles).size === titles.length, 'two commands have the same title'],
    [titles.length > 0 && titles.length <= MAX_COMMANDS, `must have 1 to ${MAX_COMMANDS} commands`],
    [isOnly(manifest.validDomains, PUBLIC_HOST), 'validDomains must contain the host of PUBLIC_URL and nothing else'],
    ...addresses.map(([name, url]) => [/^https:\/\//.test(url), `developer.${name} must be an https address`]),
    ...stringsOf(manifest).map(({ path, text }) => [
      text.trim() === text && text !== '',
      `${path} is empty or has leading or trailing spaces`,
    ]),
    ...stringsOf(manifest).map(({ path, text }) => [!/\{\{|\}\}/.test(text), `${path} contains {{ or }}`]),
  ].flatMap(([holds, problem]) => (holds ? [] : [`manifest.json: ${problem}`]));
}

/** Teams shows no more commands than this. */
const MAX_COMMANDS = 10;

/** Returns all strings in a value, each with the path that a localization uses for it. */
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
