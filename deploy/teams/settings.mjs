const GUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;
/** Teams needs a public host name: neither `localhost` nor an IP address. */
const HOST = /^(?!localhost$)(?:[\da-z-]+\.)+[a-z][\da-z-]*$/;

/** Takes the place of the privacy and terms pages until the institution has pages for this service. */
const DEFAULT_PAGE = 'https://www.iess.gob.ec';

/**
 * Returns the values of the package's placeholders. An invalid setting is reported and replaced by a stand-in value, so that checks
 * continue.
 */
export function readSettings(environment) {
  const problems = [];
  const read = (name) => environment[name]?.trim() ?? '';
  const check = (value, { isValid, standIn, rule }) => {
    if (isValid(value)) return value;
    problems.push(rule);
    return standIn;
  };

  const page = (name) =>
    check(read(name) || DEFAULT_PAGE, {
      isValid: (url) => secureUrl(url) !== undefined,
      standIn: DEFAULT_PAGE,
      rule: `${name}: must be an https address`,
    });
  const values = {
    MicrosoftAppId: check(read('MicrosoftAppId').toLowerCase(), {
      isValid: (id) => GUID.test(id),
      standIn: '00000000-0000-0000-0000-000000000000',
      rule: "MicrosoftAppId: must be the bot's app id, a GUID such as 00000000-0000-4000-8000-000000000000",
    }),
    PUBLIC_HOST: check(secureUrl(read('PUBLIC_URL'))?.hostname, {
      isValid: (host) => host !== undefined && HOST.test(host),
      standIn: 'host.example.org',
      rule: 'PUBLIC_URL: must be the https address of the service, with a public host name',
    }),
    TEAMS_PRIVACY_URL: page('TEAMS_PRIVACY_URL'),
    TEAMS_TERMS_URL: page('TEAMS_TERMS_URL'),
  };
  const unset = ['TEAMS_PRIVACY_URL', 'TEAMS_TERMS_URL'].filter((name) => read(name) === '');
  const hints = unset.length === 0 ? [] : [`${unset.join(' and ')} not set: the app links to ${DEFAULT_PAGE} instead.`];
  return { values, problems, hints };
}

function secureUrl(text) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'https:' ? url : undefined;
}
