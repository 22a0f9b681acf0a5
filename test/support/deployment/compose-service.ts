import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { buildProduct } from '../processes/build-product';
import { resolveCompose } from './compose-file';
import { startComposeRedis, type ComposeRedis } from './compose-redis';
import { startHaproxy, type HaproxyProcess } from './haproxy';
import { startPostgres, type PostgresServer } from '../postgres/postgres-server';
import { freePort } from '../redis/redis-server';
import { runCommand } from '../processes/run-command';
import { startServiceProcess, type ServiceProcess } from '../processes/service-process';
import { startSmtpService, type SmtpService } from '../mail/smtp-service';

export interface ComposeStack {
  readonly proxy: HaproxyProcess;
  readonly redis: ComposeRedis;
  readonly postgres: PostgresServer;
  readonly smtp: SmtpService;
  /** The settings of the bots. */
  readonly settings: Readonly<Record<string, string>>;
  /** The running bots. */
  bots(): readonly ServiceProcess[];
  /** Starts a new process for the bot of this number, at the same address. */
  startBot(index: 0 | 1): Promise<void>;
  stop(): Promise<void>;
}

const PASSWORD = 'redis-of-a-test';

/** Computed, so that the source contains no secret. */
const SECRET_KEYS = `k1:${Buffer.from(Array.from({ length: 32 }, (_, at) => at * 7)).toString('base64')}`;

/** The contents of `.env`, for this machine only. */
const filledIn = (proxyPort: string) => ({
  PUBLIC_URL: `https://localhost:${proxyPort}`,
  MicrosoftAppId: '00000000-0000-4000-8000-000000000000',
  MicrosoftAppPassword: 'not-a-real-one',
  MicrosoftAppTenantId: '00000000-0000-4000-8000-000000000001',
  MAIL_FROM: 'IESS <no-responder@example.org>',
  SECRET_KEYS,
  REDIS_PASSWORD: PASSWORD,
  DATABASE_PASSWORD: 'database-of-a-test',
  DATABASE_OWNER_PASSWORD: 'unused',
  // The address of the proxy; the visitors of the tests come from other addresses of this machine.
  TRUSTED_PROXIES: '127.0.0.1',
});

/** Starts the stack of compose.yaml without Docker: proxy, Redis, database set-up and two bots in production, all on this machine. */
export async function startComposeStack(): Promise<ComposeStack> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const one of stops.reverse()) await one();
  };
  try {
    return { ...(await start(stops)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(stops: (() => Promise<unknown>)[]): Promise<Omit<ComposeStack, 'stop'>> {
  await buildProduct();
  const redis = await startComposeRedis(PASSWORD);
  stops.push(redis.remove);
  const postgres = await startPostgres();
  stops.push(postgres.stop);
  const smtp = await startSmtpService();
  stops.push(smtp.close);
  const DATABASE_URL = postgres.url.replace('postgres@', 'key_recovery:database-of-a-test@');
  const setUp = await runCommand('database:setup', { settings: { DATABASE_OWNER_URL: postgres.url, DATABASE_URL } });
  if (setUp.code !== 0) throw new Error(setUp.stderr);
  await load(postgres.url, 'deploy/try/employer.sql');

  const ports = [await freePort(), await freePort()] as const;
  const proxy = await startHaproxy('deploy/proxy/haproxy.cfg', {
    BOT_1: `127.0.0.1:${ports[0]}`,
    BOT_2: `127.0.0.1:${ports[1]}`,
    ACME_ADDRESS: `127.0.0.1:${ports[0]}`,
  });
  stops.push(proxy.stop);
  const settings = {
    ...resolveCompose(filledIn(new URL(proxy.url).port)).services['bot-1']?.environment,
    NODE_ENV: 'production',
    REDIS_URL: `redis://key-recovery:${PASSWORD}@127.0.0.1:${redis.port}`,
    DATABASE_URL,
    SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
  };
  const startOne = (index: 0 | 1) => startServiceProcess({ ...settings, PORT: String(ports[index]) });
  const bots = [await startOne(0), await startOne(1)];
  stops.push(() => Promise.all(bots.map((bot) => bot.kill())));
  return {
    proxy,
    redis,
    postgres,
    smtp,
    settings,
    bots: () => bots,
    async startBot(index) {
      bots[index] = await startOne(index);
    },
  };
}

async function load(databaseUrl: string, file: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(readFileSync(file, 'utf8'));
  await client.end();
}
