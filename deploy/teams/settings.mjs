const GUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;
/** Teams reaches no machine without a name of its own. */
const HOST = /^(?!localhost$)(?:[\da-z-]+\.)+[a-z][\da-z-]*$/;

/** Where people read about privacy and terms until the institution has pages of its own for this service. */
const INSTITUTION = 'https://www.iess.gob.ec';

/**
 * What the package is filled with, by placeholder. What is set wrongly or not at all is a problem and has a stand-in, so that the rest can
 * be checked all the same.
 */
export function readSettings(environment) {
  const problems = [];
  const set = (name) => environment[name]?.trim() ?? '';
  const take = (value, { isRight, standIn, rule }) => {
    if (isRight(value)) return value;
    problems.push(rule);
    return standIn;
  };

  const page = (name) =>
    take(set(name) || INSTITUTION, {
      isRight: (url) => secureUrl(url) !== undefined,
      standIn: INSTITUTION,
      rule: `${name}: an https address`,
    });
  const values = {
    MicrosoftAppId: take(set('MicrosoftAppId').toLowerCase(), {
      isRight: (id) => GUID.test(id),
      standIn: '00000000-0000-0000-0000-000000000000',
      rule: "MicrosoftAppId: the bot's app id, as of xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
    }),
    PUBLIC_HOST: take(secureUrl(set('PUBLIC_URL'))?.hostname, {
      isRight: (host) => host !== undefined && HOST.test(host),
      standIn: 'host.example.org',
      rule: 'PUBLIC_URL: the https address of the service, with a host name that the internet knows',
    }),
    TEAMS_PRIVACY_URL: page('TEAMS_PRIVACY_URL'),
    TEAMS_TERMS_URL: page('TEAMS_TERMS_URL'),
  };
  const unset = ['TEAMS_PRIVACY_URL', 'TEAMS_TERMS_URL'].filter((name) => set(name) === '');
  const hints = unset.length === 0 ? [] : [`${unset.join(' and ')} not set: the app points to ${INSTITUTION} instead.`];
  return { values, problems, hints };
}

function secureUrl(text) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'https:' ? url : undefined;
}
