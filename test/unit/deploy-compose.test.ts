import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { readConfig } from '../../src/config/config';
import { readEnvironment } from '../../src/config/environment';
import {
  COMPOSE_FILE,
  resolveCompose,
  readCompose,
  readEnvFile,
  composeVariables,
} from '../support/deployment/compose-file';
import { commandBlockWith } from '../support/deployment/deploy-readme';
import { describeWith } from '../support/jest/required-tools';

const EXAMPLE = 'deploy/.env.example';
const text = readFileSync(COMPOSE_FILE, 'utf8');
const { networks, services } = readCompose();
const all = Object.entries(services);
const example = readEnvFile(readFileSync(EXAMPLE, 'utf8'));

/** Fills in the example with the commands of README.md for a trial. */
function filledIn(): Readonly<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'env-'));
  const run = (block: string) =>
    execFileSync('/bin/sh', ['-ec', block.replace(/^cd .*$/m, '')], { cwd: folder, stdio: 'pipe' });
  try {
    copyFileSync(EXAMPLE, join(folder, '.env.example'));
    run(commandBlockWith('cp .env.example .env'));
    run(commandBlockWith('PUBLIC_URL=https://localhost'));
    run(commandBlockWith('openssl req -x509'));
    expect(readFileSync(join(folder, 'certificates/chat.pem'), 'utf8')).toMatch(
      /BEGIN CERTIFICATE[^]*BEGIN PRIVATE KEY/,
    );
    return readEnvFile(readFileSync(join(folder, '.env'), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describeWith(['openssl'], 'compose.yaml', () => {
  it('compose.yaml follows the Compose specification', () => {
    const schema = JSON.parse(readFileSync('node_modules/dclint/schemas/compose.schema.json', 'utf8')) as object;
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats(ajv);
    // The schema names its draft with an https address, under which Ajv does not know the draft.
    const takes = ajv.compile({ ...schema, $schema: 'http://json-schema.org/draft-07/schema#' });
    expect([takes(readCompose()), takes.errors]).toEqual([true, null]);
    expect(takes({ services: { bot: { imagee: 'x' } } })).toBe(false);
  });

  it('the bots get every setting that exists, and no other', () => {
    const { settings, problems } = readEnvironment({});
    const known = new Set(Object.keys(settings));
    expect(problems).toEqual([]);
    const given = Object.keys(services['bot-1']?.environment ?? {});
    expect(given.filter((name) => !known.has(name))).toEqual([]);
    // The image sets the first two; the third belongs to the command that sets up the database.
    const elsewhere = ['NODE_ENV', 'PORT', 'DATABASE_OWNER_URL'];
    expect([...known].filter((name) => !given.includes(name)).sort()).toEqual(elsewhere.sort());
    expect(services['bot-2']).toEqual(services['bot-1']);
  });

  it('compose.yaml reads exactly the variables of .env.example', () => {
    expect([...composeVariables(text)].sort()).toEqual(Object.keys(example).sort());
  });

  it('the settings are accepted by production with the values that the README asks for', () => {
    const bot = resolveCompose(filledIn()).services['bot-1'];
    const config = readConfig({ ...bot?.environment, NODE_ENV: 'production' });
    expect(config.trustedProxies).toEqual(['172.30.250.2']);
    expect(new URL(config.databaseUrl?.expose() ?? '').username).toBe('key_recovery');
    expect(config.eventGridSecret).toBeDefined();
  });

  it('Compose stops with the name of a variable that was left empty', () => {
    expect(() => resolveCompose(example)).toThrow(/^MicrosoftAppId: the id of the Azure Bot$/);
    expect(() => resolveCompose({ ...filledIn(), SECRET_KEYS: '' })).toThrow(/^SECRET_KEYS/);
  });

  it('neither compose.yaml nor .env.example contains a secret', () => {
    for (const [name, value] of Object.entries(example))
      if (/PASSWORD|SECRET|KEYS|TOKEN|CONNECTION_STRING|AppPassword/.test(name))
        expect([name, value]).toEqual([name, '']);
    for (const [, { environment = {} }] of all)
      for (const [name, value] of Object.entries(environment))
        if (/PASSWORD|SECRET|KEYS|TOKEN|_URL/.test(name))
          expect([name, value]).toEqual([name, expect.stringMatching(/^[^:]*$|\$\{/)]);
  });

  it.each(all)('the service %s is pinned, confined, limited and restarted', (name, service) => {
    expect(service.image).toMatch(/:(v?\d|\$\{VERSION:-\d)/);
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      restart: name === 'database-setup' ? 'no' : 'unless-stopped',
      deploy: {
        resources: {
          limits: {
            cpus: expect.any(String) as string,
            memory: expect.any(String) as string,
            pids: expect.any(Number) as number,
          },
        },
      },
    });
    expect(service.volumes?.filter((one) => one.startsWith('.') && !one.endsWith(':ro')) ?? []).toEqual([]);
  });

  it('two bots run, only the proxy is exposed, and the stores are open only to the bots', () => {
    const reached = all.filter(([, { ports = [] }]) => ports.some((port) => !port.startsWith('127.0.0.1:')));
    expect(reached.map(([name]) => name)).toEqual(['proxy']);
    expect(networks['back']).toEqual({ internal: true });
    for (const store of ['redis', 'postgres']) expect(services[store]?.networks).toEqual(['back']);
    expect(services['bot-1']?.networks).toEqual(['front', 'back']);
  });

  it('the bots trust the address of the proxy and no other address of its network', () => {
    const front = services['proxy']?.networks as Record<string, { ipv4_address: string }>;
    expect(example['TRUSTED_PROXIES']).toBe(front['front']?.ipv4_address);
  });

  it('each process has enough time to stop', () => {
    const seconds = (name: string) => Number(services[name]?.stop_grace_period?.replace('s', ''));
    expect(seconds('bot-1')).toBeGreaterThanOrEqual(30);
    const proxy = readFileSync('deploy/proxy/haproxy.cfg', 'utf8');
    expect(seconds('proxy')).toBeGreaterThan(Number(/hard-stop-after (\d+)s/.exec(proxy)?.[1]));
  });
});
