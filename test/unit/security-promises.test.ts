import { existsSync, readFileSync } from 'node:fs';

const page = readFileSync('SECURITY.md', 'utf8');
const table = page.slice(page.indexOf('<!-- threats -->'), page.indexOf('<!-- /threats -->'));
const rows = table
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2)
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, threat = '', promise = '', tests = '', standard = '']) => ({ threat, promise, tests, standard }));

/** Threats that the table must answer. */
const NAMED = [
  'typed in a group',
  'Replayed webhook',
  'Stolen Direct Line token',
  'Post as another user',
  'Enumeration',
  'Mail bombing',
  'Guessing across conversations',
  'Two right codes',
  'Forwarded link',
  'Scanner prefetch',
  'logs, traces, metrics, jobs, errors',
  'Redis dump',
  'Host header',
  'Open redirect',
  'CSRF',
  'Clickjacking',
  'Skipped steps',
  'Locking a victim out',
  'changed meanwhile',
  'delivery report',
  'Redis down',
  'evicting',
  'Clock skew',
  'injection from registry names',
  'Mail service',
  'Phishing',
  'back doors',
];

/** Rejected before any connection is opened, so that a real Redis could show no more. */
const BEFORE_REDIS = ['Test back doors in production'];

/** The link definitions of the page: files by label. */
const definitions = new Map(
  [...page.matchAll(/^\[([^\]]+)\]: (\S+)$/gm)].map(([, label = '', file = '']) => [label, file]),
);

const filesIn = (tests: string): readonly string[] =>
  [...tests.matchAll(/\[([^\]]+)\]/g)].map(([, label = '']) => definitions.get(label) ?? `nothing under [${label}]`);

/** The two ways in which tests get a Redis of their own. */
const STARTS_REDIS = /\bdescribeOnRedis\(|\bdescribeWith\(\s*\[[^\]]*'redis-server'/;
const isOnRedis = (file: string): boolean => existsSync(file) && STARTS_REDIS.test(readFileSync(file, 'utf8'));

describe('table of threats in SECURITY.md', () => {
  it.each(NAMED)('the table answers the threat “%s”', (threat) => {
    expect(rows.filter((row) => row.threat.includes(threat))).toHaveLength(1);
  });

  it.each(rows)(
    'the row of “$threat” names a promise, existing tests and the standard',
    ({ promise, standard, tests }) => {
      expect(promise).not.toBe('');
      const files = filesIn(tests);
      expect(files).not.toEqual([]);
      expect(files.filter((file) => !/^test\/.+\.test\.ts$/.test(file) || !existsSync(file))).toEqual([]);
      expect(standard).toMatch(/^\d+\.\d+\.\d+(, \d+\.\d+\.\d+)*$/);
    },
  );

  it('each promise is tested on a real Redis', () => {
    const others = rows.filter(({ tests }) => !filesIn(tests).some(isOnRedis));
    expect(others.map(({ threat }) => threat)).toEqual(BEFORE_REDIS);
  });

  it('SECURITY.md links only to files that exist', () => {
    const links = [...page.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, file = '']) => file);
    const files = [...links, ...definitions.values()];
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });
});
