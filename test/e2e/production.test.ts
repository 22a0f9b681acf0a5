import { spawnSync } from 'node:child_process';
import { buildProduct } from '../support/processes/build-product';

/** Runs the built product with settings on which it cannot start. Returns its output and its exit code. */
const run = (settings: Readonly<Record<string, string>>) =>
  spawnSync(process.execPath, ['dist/src/main.js'], {
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', PORT: '0', ...settings },
    encoding: 'utf8',
    timeout: 30_000,
  });

describe('the built service in production', () => {
  beforeAll(() => buildProduct());

  it('the service refuses to start in production with settings of local mode, and lists all of them at once', () => {
    const { status, stderr, stdout } = run({});
    expect({ status, stdout }).toEqual({ status: 78, stdout: '' });
    for (const name of [
      'PUBLIC_URL',
      'MicrosoftAppId',
      'REDIS_URL',
      'DATABASE_URL',
      'MAIL_FROM',
      'SECRET_KEYS',
      'SMTP_URL',
    ])
      expect(stderr).toContain(name);
  });

  it('the service refuses to start on unencrypted connections and made-up secrets, and repeats none of the values', () => {
    const { status, stderr, stdout } = run({
      PUBLIC_URL: 'http://hush.example.org',
      REDIS_URL: 'redis://:hush@redis.example.org',
      SECRET_KEYS: `hush:${Buffer.alloc(32, 'hush').toString('base64')}`,
      COMMUNICATION_SERVICES_CONNECTION_STRING: `endpoint=http://hush.example.org/;accesskey=${Buffer.alloc(32, 'hush').toString('base64')}`,
      MicrosoftAppPassword: 'hush',
    });
    expect(status).toBe(78);
    for (const line of ['PUBLIC_URL: https', 'REDIS_URL: rediss://', 'SECRET_KEYS: random', 'CONNECTION_STRING: https'])
      expect(stderr).toContain(line);
    expect(stderr + stdout).not.toMatch(/hush|aHVza/);
  });
});
