import { copyFileSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createArgon2AccessKeyHasher } from '../../src/adapters/argon2/access-key-hasher';
import { demoEmployers } from '../../src/adapters/memory/demo-employers';
import { buildImage, type BuiltImage } from '../support/deployment/image';
import { startContainer } from '../support/deployment/container';
import { startPostgres, type PostgresServer } from '../support/postgres/postgres-server';
import { freePort, startRedis, type RedisServer } from '../support/redis/redis-server';
import { seedEmployers } from '../support/postgres/seed-employers';
import { startSmtpService, type SmtpService } from '../support/mail/smtp-service';
import { describeWith } from '../support/jest/required-tools';

const READY = '/api/messages';

describeWith(['redis-server', 'postgresql'], 'image built from the Dockerfile', () => {
  let image: BuiltImage;
  let redis: RedisServer;
  let postgres: PostgresServer;
  let smtp: SmtpService;

  beforeAll(async () => {
    image = await buildImage('deploy/Dockerfile');
    [redis, postgres, smtp] = await Promise.all([startRedis(), startPostgres(), startSmtpService()]);
  }, 300_000);
  afterAll(async () => {
    image.remove();
    await Promise.all([redis.stop(), postgres.stop(), smtp.close()]);
  });

  /** The settings of a service in production that uses the servers of this test. */
  const productionSettings = (port: number) => ({
    PORT: String(port),
    PUBLIC_URL: 'https://chat.example.org',
    TRUSTED_PROXIES: 'loopback',
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppId: '00000000-0000-4000-8000-000000000000',
    MicrosoftAppPassword: 'not-a-real-one',
    MicrosoftAppTenantId: '00000000-0000-4000-8000-000000000001',
    REDIS_URL: redis.url,
    DATABASE_URL: postgres.url,
    SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
    MAIL_FROM: 'IESS <no-responder@example.org>',
    SECRET_KEYS: `k1:${Buffer.from(Array.from({ length: 32 }, (_, at) => at * 7)).toString('base64')}`,
    DRAIN_SECONDS: '0',
  });

  it('the image contains what the service needs at run time, and nothing that only the build needs', () => {
    const paths = image.contents().map((line) => line.split(' ')[0] ?? '');
    expect(paths).toEqual(
      expect.arrayContaining([
        'dist/web/widget.js',
        'dist/locales/es-EC.json',
        'dist/src/main.js',
        'dist/src/understanding/weights.bin',
      ]),
    );
    expect(paths.some((path) => /^dist\/src\/.*\.lua$/.test(path))).toBe(true);
    expect(paths.some((path) => /^dist\/src\/.*\.sql$/.test(path))).toBe(true);
    const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >;
    for (const name of Object.keys(dependencies)) expect(paths).toContain(`node_modules/${name}`);
    // A dependency may bring type packages along as dependencies of its own.
    for (const name of Object.keys(devDependencies).filter((it) => !it.startsWith('@types/')))
      expect(paths).not.toContain(`node_modules/${name}`);
    expect(new Set(paths.map((path) => path.split('/')[0]))).toEqual(new Set(['package.json', 'node_modules', 'dist']));
  });

  it('the container starts in local mode with the port alone, passes health check and smoke test, and exits on SIGTERM', async () => {
    const port = await freePort();
    const before = image.contents();
    const container = startContainer(image, image.command, { NODE_ENV: 'development', PORT: String(port) });
    await container.waitForLine(READY);
    const health = await startContainer(image, image.healthCheck, { PORT: String(port) }).finished;
    expect(health).toEqual({ code: 0, output: '', remainingFiles: [] });
    const script = join(dirname(image.folder), 'deployment.txt');
    copyFileSync('deploy/smoke/deployment.txt', script);
    const chat = [
      'node',
      'dist/src/cli/chat/main.js',
      '--url',
      `http://localhost:${port}`,
      '--script',
      script,
    ] as const;
    expect(await startContainer(image, chat).finished).toMatchObject({ code: 0, remainingFiles: [] });
    container.signal('SIGTERM');
    const { code, remainingFiles } = await container.finished;
    expect({ code, left: remainingFiles }).toEqual({ code: 0, left: [] });
    expect(image.contents()).toEqual(before);
  });

  it('the container serves in production without the local mailbox, and verifies the audit trail', async () => {
    const port = await freePort();
    const before = image.contents();
    const settings = productionSettings(port);
    const container = startContainer(image, image.command, settings);
    await container.waitForLine(READY);
    await seedEmployers(postgres.url, { employers: demoEmployers, hasher: createArgon2AccessKeyHasher() });
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
    expect({ status: ready.status, body: (await ready.json()) as unknown }).toMatchObject({
      status: 200,
      body: { status: 'ready' },
    });
    expect((await fetch(`http://127.0.0.1:${port}/widget.js`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${port}/buzon`)).status).toBe(404);
    const audit = await startContainer(image, ['node', 'dist/src/cli/audit-verify.js'], settings).finished;
    expect({ code: audit.code, left: audit.remainingFiles }).toEqual({ code: 0, left: [] });
    container.signal('SIGTERM');
    const { code, remainingFiles } = await container.finished;
    expect({ code, left: remainingFiles }).toEqual({ code: 0, left: [] });
    expect(image.contents()).toEqual(before);
  });

  it('the container runs as the user node, and fails its health check when no server listens', async () => {
    expect(image.user).toBe('node');
    const { code } = await startContainer(image, image.healthCheck, { PORT: String(await freePort()) }).finished;
    expect(code).toBe(1);
  });

  it('the container exits with code 78 in production when required settings are missing', async () => {
    const { code, output } = await startContainer(image, image.command).finished;
    expect(code).toBe(78);
    expect(output).toContain('PUBLIC_URL: required in production');
  });
});
