import { inspect } from 'node:util';
import { readConfig } from '../../src/config/config';

const drawn = (first: number) => Buffer.from(Array.from({ length: 32 }, (_, index) => (first + index * 37) % 256));
const KEYS = `a:${drawn(1).toString('base64')}`;
const PRODUCTION = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://recuperacion.example.org',
  MicrosoftAppId: '00000000-0000-0000-0000-000000000000',
  MicrosoftAppPassword: 'not a word of it',
  REDIS_URL: 'rediss://redis.example.org',
  DATABASE_URL: 'postgres://db.example.org/x',
  SMTP_URL: 'smtp://mail.example.org',
  MAIL_FROM: 'IESS <no-reply@example.org>',
  SECRET_KEYS: KEYS,
  TRUSTED_PROXIES: 'none',
};

describe('configuration', () => {
  it('accepts local mode without any setting', () => {
    expect(readConfig({})).toMatchObject({
      port: 3978,
      publicUrl: 'http://localhost:3978',
      codeLength: 6,
      emailHint: 'masked',
    });
  });

  it('generates a secret only where nothing is shared between processes', () => {
    expect(readConfig({}).secretKeys[0]?.secret).toHaveLength(32);
    expect(() => readConfig({ REDIS_URL: 'redis://127.0.0.1' })).toThrow('SECRET_KEYS: required with REDIS_URL');
  });

  it('keeps the order of the secret keys', () => {
    const { secretKeys } = readConfig({ SECRET_KEYS: `${KEYS}, b:${Buffer.alloc(40, 2).toString('base64')}` });
    expect(secretKeys.map(({ kid, secret }) => [kid, secret.length])).toEqual([
      ['a', 32],
      ['b', 40],
    ]);
  });

  it('lists every problem at once and quotes no value', () => {
    const read = () =>
      readConfig({
        PORT: 'seven-oh-seven',
        PUBLIC_URL: 'ftp://hidden.example.org',
        SECRET_KEYS: 'a:c2hvcnQ=',
        OTP_LENGTH: '9',
        FOREIGNER_CODE_PATTERN: '(',
        REDIS_URL: 'hidden-redis',
        DATABASE_URL: 'mysql://hidden',
        SMTP_URL: 'hidden-mail',
        MAIL_FROM: 'nobody',
      });
    expect(read).toThrow(
      /PORT[^]*PUBLIC_URL[^]*REDIS_URL[^]*DATABASE_URL[^]*SMTP_URL[^]*MAIL_FROM[^]*SECRET_KEYS[^]*OTP_LENGTH[^]*FOREIGNER_CODE_PATTERN/,
    );
    expect(read).not.toThrow(/seven-oh-seven|hidden|c2hvcnQ/);
  });

  it.each([
    ['anyone in local mode', {}, 'anyone'],
    ['nobody in production', PRODUCTION, 'none'],
    ['holders of the token', { METRICS_TOKEN: 'm'.repeat(32) }, 'bearer'],
    ['holders of the token in production', { ...PRODUCTION, METRICS_TOKEN: 'm'.repeat(32) }, 'bearer'],
  ])('metrics are readable by %s', (_whom, settings, kind) => {
    expect(readConfig(settings).metricsReaders.kind).toBe(kind);
  });

  it('rejects a metrics token that can be guessed', () => {
    expect(() => readConfig({ METRICS_TOKEN: 'short' })).toThrow('METRICS_TOKEN: 32 characters or more');
  });

  it('keeps its secrets in values that cannot be printed', () => {
    const config = readConfig({ ...PRODUCTION, REDIS_URL: 'rediss://:hush@redis.example.org' });
    expect(JSON.stringify({ ...config, secretKeys: [] })).not.toContain('hush');
    expect(config.redisUrl?.expose()).toContain('hush');
  });

  it.each([
    'MicrosoftAppId',
    'REDIS_URL',
    'DATABASE_URL',
    'SMTP_URL',
    'MAIL_FROM',
    'PUBLIC_URL',
    'SECRET_KEYS',
    'TRUSTED_PROXIES',
  ])('rejects production without %s', (name) => {
    expect(() => readConfig(PRODUCTION)).not.toThrow();
    expect(() => readConfig({ ...PRODUCTION, [name]: '' })).toThrow(`${name}: required in production`);
  });

  it('reports everything that production lacks at once', () => {
    const lines = (environment: Record<string, string>) => {
      try {
        readConfig({ NODE_ENV: 'production', ...environment });
        return [];
      } catch (error) {
        return (error as Error).message
          .split('\n')
          .slice(1)
          .map((line) => line.trim().split(':')[0]);
      }
    };
    expect(lines({})).toEqual([
      'PUBLIC_URL',
      'MicrosoftAppId',
      'REDIS_URL',
      'DATABASE_URL',
      'MAIL_FROM',
      'SECRET_KEYS',
      'TRUSTED_PROXIES',
      'MicrosoftAppPassword',
      'COMMUNICATION_SERVICES_CONNECTION_STRING or SMTP_URL',
    ]);
    // A setting that breaks its own rule does not hide those that break a rule of production.
    expect(
      lines({
        PORT: 'x',
        PUBLIC_URL: 'http://chat.example.org',
        REDIS_URL: 'redis://redis.example.org',
        SECRET_KEYS: `a:${Buffer.alloc(32).toString('base64')}`,
        COMMUNICATION_SERVICES_CONNECTION_STRING: `endpoint=http://mail.example.org/;accesskey=${drawn(3).toString('base64')}`,
      }),
    ).toEqual([
      'PORT',
      'MAIL_FROM',
      'MicrosoftAppId',
      'DATABASE_URL',
      'MAIL_FROM',
      'TRUSTED_PROXIES',
      'MicrosoftAppPassword',
      'COMMUNICATION_SERVICES_CONNECTION_STRING',
      'PUBLIC_URL',
      'REDIS_URL',
      'SECRET_KEYS',
    ]);
  });

  it('accepts other spellings of “production”, and no other word', () => {
    expect(() => readConfig({ NODE_ENV: 'Production' })).toThrow('required in production');
    for (const word of ['prod', 'staging']) expect(() => readConfig({ NODE_ENV: word })).toThrow('NODE_ENV: one of');
  });

  it('rejects words and zeros as secret keys in production', () => {
    for (const weak of [Buffer.alloc(32), Buffer.from('change-me-change-me-change-me-change-me')]) {
      const keys = `${KEYS},b:${weak.toString('base64')}`;
      expect(() => readConfig({ ...PRODUCTION, SECRET_KEYS: keys })).toThrow('SECRET_KEYS: random bytes');
      expect(() => readConfig({ SECRET_KEYS: keys })).not.toThrow();
    }
  });

  it.each([
    ['MultiTenant', ['MicrosoftAppPassword']],
    ['SingleTenant', ['MicrosoftAppPassword', 'MicrosoftAppTenantId']],
    ['UserAssignedMSI', ['MicrosoftAppTenantId']],
  ])('demands the credentials of a %s bot in production', (type, papers) => {
    const all = { ...PRODUCTION, MicrosoftAppType: type, MicrosoftAppTenantId: 'a-tenant' };
    expect(() => readConfig(all)).not.toThrow();
    for (const name of papers)
      expect(() => readConfig({ ...all, [name]: '' })).toThrow(`${name}: required in production`);
    expect(readConfig({ ...all, MicrosoftAppType: type.toLowerCase() }).bot.MicrosoftAppType).toBe(type);
    expect(() => readConfig({ MicrosoftAppType: `${type}s` })).toThrow('MicrosoftAppType: one of');
  });

  it('reads which proxies are trusted to name a visitor’s address', () => {
    const proxies = (list?: string) => readConfig({ TRUSTED_PROXIES: list }).trustedProxies;
    expect(proxies()).toEqual([]);
    expect(proxies('none')).toEqual([]);
    expect(() => proxies('none,loopback')).toThrow('TRUSTED_PROXIES: each entry is');
    expect(proxies(' loopback, 10.0.0.0/8,2001:db8::/32 , 192.0.2.7,')).toEqual([
      'loopback',
      '10.0.0.0/8',
      '2001:db8::/32',
      '192.0.2.7',
    ]);
    for (const wrong of ['0.0.0.0/0', '::/0', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.0/', 'proxy.example.org', 'all']) {
      expect(() => proxies(`loopback,${wrong}`)).toThrow('TRUSTED_PROXIES: each entry is');
    }
  });

  it('keeps serving for some seconds after SIGTERM in production, where a load balancer may still send requests', () => {
    expect([readConfig({}).drain, readConfig(PRODUCTION).drain]).toEqual([0, 5_000]);
    expect(readConfig({ ...PRODUCTION, DRAIN_SECONDS: '0' }).drain).toBe(0);
    expect(readConfig({ DRAIN_SECONDS: '4' }).drain).toBe(4_000);
    expect(() => readConfig({ DRAIN_SECONDS: '6' })).toThrow('DRAIN_SECONDS');
  });

  it('keeps the audit trail for a year by default, or for the configured number of days', () => {
    expect(readConfig({}).auditRetentionDays).toBe(365);
    expect(readConfig({ AUDIT_RETENTION_DAYS: '730' }).auditRetentionDays).toBe(730);
    expect(() => readConfig({ AUDIT_RETENTION_DAYS: '1' })).toThrow('AUDIT_RETENTION_DAYS');
  });

  it('rejects a public address without TLS in production', () => {
    expect(() => readConfig({ ...PRODUCTION, PUBLIC_URL: 'http://recuperacion.example.org' })).toThrow('PUBLIC_URL');
  });

  it('rejects Redis without TLS in production unless it is allowed or on this machine', () => {
    const plain = { ...PRODUCTION, REDIS_URL: 'redis://redis.example.org' };
    expect(() => readConfig(plain)).toThrow('REDIS_ALLOW_PLAIN');
    expect(() => readConfig({ ...plain, REDIS_ALLOW_PLAIN: 'true' })).not.toThrow();
    expect(() => readConfig({ ...PRODUCTION, REDIS_URL: 'redis://127.0.0.1' })).not.toThrow();
  });

  it('rejects a public address with a path, and two secret keys with one name', () => {
    for (const url of ['https://example.org/bot', 'https://example.org/?a=b', 'https://example.org/#x', 'nonsense']) {
      expect(() => readConfig({ PUBLIC_URL: url })).toThrow('PUBLIC_URL');
    }
    expect(readConfig({ PUBLIC_URL: 'https://Example.org:443/' }).publicUrl).toBe('https://example.org');
    expect(() => readConfig({ SECRET_KEYS: `${KEYS},${KEYS}` })).toThrow('SECRET_KEYS');
  });

  it('keeps the secret of Azure’s Direct Line unprintable, and reads a blank one as unset', () => {
    const config = readConfig({ DIRECT_LINE_SECRET: ' hush.secret ' });
    expect(config.directLineSecret?.expose()).toBe('hush.secret');
    expect(inspect(config, { depth: null }) + JSON.stringify(config)).not.toContain('hush');
    expect(readConfig({ DIRECT_LINE_SECRET: ' ' }).directLineSecret).toBeUndefined();
    expect(readConfig({}).directLineSecret).toBeUndefined();
  });

  it('reads the origins that may embed the chat as browsers write them', () => {
    const origins = (list?: string) => readConfig({ WIDGET_ORIGINS: list }).widgetOrigins;
    expect(origins()).toEqual([]);
    expect(origins('')).toEqual([]);
    expect(origins(' https://www.example.org/, http://localhost:8080 ,')).toEqual([
      'https://www.example.org',
      'http://localhost:8080',
    ]);
  });

  it.each([
    'www.example.org',
    'https://www.example.org/portal',
    'https://www.example.org?x=1',
    'https://somebody@www.example.org',
    'https://www.example.org:443',
    'https://WWW.example.org',
    'ftp://www.example.org',
    'null',
    '*',
    'https://good.example.org,https:',
    'https://*.example.org',
    "https://a.example.org;script-src 'unsafe-inline'",
  ])('rejects %s as an origin and does not quote it', (list) => {
    const read = () => readConfig({ WIDGET_ORIGINS: list });
    expect(read).toThrow('WIDGET_ORIGINS: each entry is an origin');
    expect(read).not.toThrow(/example|null|ftp/);
  });

  it('rejects embedding origins without TLS in production', () => {
    expect(() => readConfig({ ...PRODUCTION, WIDGET_ORIGINS: 'http://www.example.org' })).toThrow('WIDGET_ORIGINS');
    expect(() => readConfig({ ...PRODUCTION, WIDGET_ORIGINS: 'https://www.example.org' })).not.toThrow();
  });

  describe('mail settings', () => {
    const azure = (endpoint: string) => `endpoint=${endpoint};accesskey=${Buffer.alloc(32, 3).toString('base64')}`;
    const KNOWN = azure('https://iess.communication.azure.com/');
    const NAME = 'COMMUNICATION_SERVICES_CONNECTION_STRING';

    it('accepts either Azure or SMTP, not both, and keeps the Azure key unprintable', () => {
      const { SMTP_URL: smtp, ...others } = PRODUCTION;
      const config = readConfig({ ...others, [NAME]: KNOWN });
      expect(config.azureMail?.expose()).toBe(KNOWN);
      expect(inspect(config, { depth: null }) + JSON.stringify(config)).not.toContain('accesskey');
      expect(() => readConfig({ ...PRODUCTION, [NAME]: KNOWN })).toThrow('SMTP_URL: not together with');
      expect(() => readConfig({ ...others, SMTP_URL: smtp })).not.toThrow();
    });

    it('rejects a malformed mail address, and in production one without TLS, and quotes neither', () => {
      const others = { ...PRODUCTION, SMTP_URL: '' };
      for (const text of ['nonsense', 'endpoint=https://hush.example.org/', azure('ftp://hush.example.org')]) {
        const read = () => readConfig({ [NAME]: text, MAIL_FROM: PRODUCTION.MAIL_FROM });
        expect(read).toThrow(`${NAME}: endpoint=`);
        expect(read).not.toThrow(/hush|nonsense/);
      }
      const plain = azure('http://127.0.0.1:8080/');
      expect(() => readConfig({ [NAME]: plain, MAIL_FROM: PRODUCTION.MAIL_FROM })).not.toThrow();
      expect(() => readConfig({ ...others, [NAME]: plain })).toThrow(`${NAME}: https in production`);
    });

    it('demands a sender address that Azure can use', () => {
      expect(() => readConfig({ [NAME]: KNOWN })).toThrow('MAIL_FROM: required with');
    });

    it('reads the mail rate, which is Azure’s by default', () => {
      const limits = (rate?: string) => readConfig({ MAIL_RATE: rate }).mailLimits;
      expect(limits()).toEqual([
        { most: 30, per: 60_000 },
        { most: 100, per: 3_600_000 },
      ]);
      expect(limits('5/s')).toEqual([{ most: 5, per: 1_000 }]);
      expect(() => limits('many')).toThrow('MAIL_RATE: each entry is');
    });

    it('rejects an Event Grid secret that can be guessed', () => {
      expect(readConfig({ EVENT_GRID_SECRET: 'x'.repeat(32) }).eventGridSecret?.expose()).toHaveLength(32);
      expect(() => readConfig({ EVENT_GRID_SECRET: 'short' })).toThrow('EVENT_GRID_SECRET: 32 characters');
      expect(readConfig({}).eventGridSecret).toBeUndefined();
    });
  });

  it('demands the public address when the port is not known in advance', () => {
    expect(() => readConfig({ PORT: '0' })).toThrow('PUBLIC_URL: required with PORT=0');
  });
});
