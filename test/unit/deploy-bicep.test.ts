import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readConfig } from '../../src/config/config';
import { readEnvironment } from '../../src/config/environment';
import { BICEP_MODULES, readAllBicep, readBicep, type BicepFile } from '../support/deployment/bicep';

const files = readAllBicep();
const fileAt = (path: string): BicepFile => {
  const found = files.find((file) => file.path === path);
  if (!found) throw new Error(`${path} is not there`);
  return found;
};
const main = fileAt('deploy/main.bicep');
const app = fileAt(join(BICEP_MODULES, 'app.bicep'));
const resourceOf = (type: string): string =>
  files.flatMap(({ resources }) => resources).find((one) => one.type === type && !one.isExisting)?.text ?? '';

/** Functions of Bicep itself, as far as the files use them. */
const BUILT_IN = new Set(
  `allowed cidrSubnet concat description empty guid items join json map maxLength maxValue minLength minValue resourceGroup secure
   subscription subscriptionResourceId take tenant union uniqueString uriComponent`.split(/\s+/),
);

describe('Bicep files', () => {
  it('the Bicep files and the example of their parameters parse as Bicep', () => {
    expect([...files, ...readBicep(['deploy/main.bicepparam'])].flatMap(({ errors }) => errors)).toEqual([]);
  });

  it('the parser of these tests rejects invalid Bicep', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bicep-'));
    writeFileSync(join(folder, 'broken.bicep'), 'resource a = {\n  name \n');
    expect(readBicep([join(folder, 'broken.bicep')])[0]?.errors).not.toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it.each(files)('$path uses only names that it declares, and uses every parameter', (file) => {
    const inputs = [...file.params.map(({ name }) => name), ...file.variables];
    const declared = [...inputs, ...file.modules.map(({ name }) => name), ...file.resources.map(({ name }) => name)];
    const known = new Set([...declared, ...file.ownNames, ...BUILT_IN]);
    expect(file.uses.filter((name) => !known.has(name))).toEqual([]);
    expect(inputs.filter((name) => !file.uses.includes(name))).toEqual([]);
  });

  it.each(files.filter(({ modules }) => modules.length > 0))(
    '$path passes each module exactly the parameters that it declares',
    (file) => {
      for (const { name, params, path } of file.modules) {
        const target = join(dirname(file.path), path);
        expect([target, existsSync(target)]).toEqual([target, true]);
        const wanted = fileAt(target).params;
        const given = params.map((one) => one.name);
        expect([name, given.filter((one) => !wanted.some((param) => param.name === one))]).toEqual([name, []]);
        expect([name, wanted.filter((one) => !one.hasDefault && !given.includes(one.name))]).toEqual([name, []]);
        // A parameter that is secure in one file is secure in the other.
        for (const param of params) {
          const [from, to] = [file.params, wanted].map((list) =>
            list.find((one) => [param.name, param.value].includes(one.name)),
          );
          if (from?.isSecure)
            expect([param.name, to?.isSecure ?? wanted.find((one) => one.name === param.name)?.isSecure]).toEqual([
              param.name,
              true,
            ]);
        }
      }
    },
  );

  it('every module is used', () => {
    const used = files.flatMap((file) => file.modules.map(({ path }) => join(dirname(file.path), path)));
    expect(new Set(used)).toEqual(new Set(files.filter(({ path }) => path !== main.path).map(({ path }) => path)));
  });

  it('one released API version is used for each kind of resource', () => {
    const resources = files.flatMap((file) => file.resources);
    expect(resources.filter(({ version }) => !/^\d{4}-\d\d-\d\d$/.test(version))).toEqual([]);
    const versions = new Map<string, Set<string>>();
    for (const { type, version } of resources) versions.set(type, (versions.get(type) ?? new Set()).add(version));
    expect([...versions].filter(([, of]) => of.size > 1)).toEqual([]);
  });

  it('no secret is in an output, a default or a plain setting', () => {
    for (const { outputs, params, path } of files) {
      expect([path, outputs.filter(({ text }) => /listKeys|listChannel|password|secret|token/i.test(text))]).toEqual([
        path,
        [],
      ]);
      const bare = params.filter(({ isSecure, name }) => /password|secret|token/i.test(name) && !isSecure);
      expect([path, bare]).toEqual([path, []]);
      expect([path, params.filter(({ hasDefault, isSecure }) => isSecure && hasDefault)]).toEqual([path, []]);
    }
    const example = readFileSync('deploy/main.bicepparam', 'utf8');
    for (const { isSecure, name } of main.params)
      if (isSecure)
        expect(example).toMatch(new RegExp(`^param ${name} = readEnvironmentVariable\\('[A-Z_]+'\\)$`, 'm'));
  });

  it('main.bicepparam sets only parameters that exist, and all that are required', () => {
    const given = [...readFileSync('deploy/main.bicepparam', 'utf8').matchAll(/^param (\w+)/gm)].map(
      ([, name = '']) => name,
    );
    expect(given.filter((name) => !main.params.some((param) => param.name === name))).toEqual([]);
    expect(main.params.filter(({ hasDefault, name }) => !hasDefault && !given.includes(name))).toEqual([]);
  });
});

describe('service that the Bicep files deploy', () => {
  const PLAIN = [...resourceOf('Microsoft.App/containerApps').matchAll(/name: '([A-Z]\w+)'/g)].map(
    ([, name = '']) => name,
  );
  const SECRET = [...readFileSync(app.path, 'utf8').matchAll(/setting: '(\w+)'/g)].map(([, name = '']) => name);
  const MORE = [...readFileSync(main.path, 'utf8').matchAll(/^ +([A-Z][A-Z_]+): /gm)].map(([, name = '']) => name);

  it('the deployed service gets only settings that exist', () => {
    const known = Object.keys(readEnvironment({}).settings);
    expect([...PLAIN, ...SECRET, ...MORE].filter((name) => !known.includes(name))).toEqual([]);
    expect(SECRET.length + MORE.length + PLAIN.length).toBeGreaterThan(12);
  });

  it('the deployed service gets every setting that production demands', () => {
    const values: Record<string, string> = {
      PUBLIC_URL: 'https://chat.example.org',
      MicrosoftAppType: 'UserAssignedMSI',
      MicrosoftAppId: '00000000-0000-4000-8000-000000000000',
      MicrosoftAppTenantId: '00000000-0000-4000-8000-000000000001',
      TRUSTED_PROXIES: '100.100.0.0/16,10.40.0.0/26',
      WIDGET_ORIGINS: '',
      REDIS_URL: 'rediss://:a%2Bb%3D@example.redis.azure.net:10000',
      DATABASE_URL:
        'postgres://key_recovery:x@example.postgres.database.azure.com:5432/key_recovery?sslmode=verify-full',
      COMMUNICATION_SERVICES_CONNECTION_STRING: `endpoint=https://example.communication.azure.com/;accesskey=${Buffer.alloc(32, 1).toString('base64')}`,
      MAIL_FROM: 'no-responder@example.org',
      EVENT_GRID_SECRET: 'e'.repeat(64),
      METRICS_TOKEN: 'm'.repeat(64),
      SECRET_KEYS: `k1:${Buffer.from(Array.from({ length: 32 }, (_, at) => at)).toString('base64')}`,
      DIRECT_LINE_SECRET: 'direct-line',
      DATABASE_OWNER_URL: 'postgres://owner:x@example.org/key_recovery',
    };
    const given = [...PLAIN, ...SECRET, ...MORE].map((name) => [name, values[name]] as const);
    expect(given.filter(([, value]) => value === undefined)).toEqual([]);
    const config = readConfig({ NODE_ENV: 'production', ...Object.fromEntries(given) });
    expect(config.bot.MicrosoftAppType).toBe('UserAssignedMSI');
  });

  it('the deployed service always has two replicas, health probes and the time to shut down', () => {
    for (const file of [main, app]) expect(file.params.find(({ name }) => name === 'minReplicas')?.lowest).toBe(2);
    const text = resourceOf('Microsoft.App/containerApps');
    expect(text).toMatch(/terminationGracePeriodSeconds: 30\b/);
    expect(text).toMatch(/'Liveness'\s+httpGet: \{ path: '\/livez'/);
    expect(text).toMatch(/'Readiness'\s+httpGet: \{ path: '\/readyz'/);
    expect(text).toMatch(/transport: 'auto'/);
    expect(text).toMatch(/allowInsecure: false/);
  });

  it('the deployed service reads every secret from the key vault, where each is stored', () => {
    expect(resourceOf('Microsoft.App/containerApps')).toContain('keyVaultUrl:');
    expect(resourceOf('Microsoft.App/containerApps')).not.toMatch(/secrets: \[[^\]]*\bvalue:/);
    const wanted = [...readFileSync(app.path, 'utf8').matchAll(/\{ name: '([\w-]+)', setting:/g)].map(
      ([, name = '']) => name,
    );
    const put = files
      .flatMap(({ resources }) => resources)
      .filter(({ isExisting, type }) => type === 'Microsoft.KeyVault/vaults/secrets' && !isExisting)
      .map(({ text }) => /name: '([\w-]+)'/.exec(text)?.[1] ?? '');
    expect(wanted.sort()).toEqual(put.sort());
  });

  it('mail is sent from an Azure domain until a custom domain is verified, and from the custom domain afterwards', () => {
    const { outputs, resources, variables } = fileAt(join(BICEP_MODULES, 'mail.bicep'));
    const named = (name: string) => resources.find((one) => one.name === name)?.text ?? '';
    const text = readFileSync(join(BICEP_MODULES, 'mail.bicep'), 'utf8');
    expect(variables).toContain('isOwnDomainUsed');
    expect(text).toContain('var isOwnDomainUsed = hasOwnDomain && isDomainVerified\n');
    expect(named('managedDomain')).not.toMatch(/= if\b/);
    expect(named('ownDomain')).toContain('= if (hasOwnDomain) {');
    expect(named('communication')).toContain('linkedDomains: [isOwnDomainUsed ? ownDomain.id : managedDomain.id]');
    const from = outputs.find(({ name }) => name === 'from')?.text;
    expect(from).toMatch(/= isOwnDomainUsed \? '[^']+@\$\{domainName\}' : '[^']+@\$\{managedDomain\./);
  });

  it('counts are not lost: Redis evicts nothing and accepts only internal connections with TLS', () => {
    const database = resourceOf('Microsoft.Cache/redisEnterprise/databases');
    expect(database).toContain("evictionPolicy: 'NoEviction'");
    expect(database).toContain("clientProtocol: 'Encrypted'");
    expect(resourceOf('Microsoft.Cache/redisEnterprise')).toContain("publicNetworkAccess: 'Disabled'");
    expect(resourceOf('Microsoft.DBforPostgreSQL/flexibleServers')).toContain("publicNetworkAccess: 'Disabled'");
  });

  it('the deployed bot has a managed identity, uses Teams and Direct Line, and receives reports of bounced mails', () => {
    expect(resourceOf('Microsoft.BotService/botServices')).toContain("msaAppType: 'UserAssignedMSI'");
    const channels = fileAt(join(BICEP_MODULES, 'bot.bicep')).strings;
    expect(channels).toEqual(expect.arrayContaining(['MsTeamsChannel', 'DirectLineChannel']));
    const reports = resourceOf('Microsoft.EventGrid/systemTopics/eventSubscriptions');
    expect(reports).toContain("'Microsoft.Communication.EmailDeliveryReportReceived'");
    expect(reports).toContain("'${publicUrl}/api/mail-events'");
    expect(reports).toMatch(
      /name: 'Authorization'\s+type: 'Static'\s+properties: \{\s+value: 'Bearer \$\{secret\}'\s+isSecret: true/,
    );
  });
});
