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

describe('the configuration', () => {
  it('serves a desk without any setting', () => {
    expect(readConfig({})).toMatchObject({
      port: 3978,
      publicUrl: 'http://localhost:3978',
      codeLength: 6,
      emailHint: 'masked',
    });
  });

  it('makes up a secret only where nothing is shared', () => {
    expect(readConfig({}).secretKeys[0]?.secret).toHaveLength(32);
    expect(() => readConfig({ REDIS_URL: 'redis://127.0.0.1' })).toThrow('SECRET_KEYS: required with REDIS_URL');
  });

  it('takes the keys in their order', () => {
    const { secretKeys } = readConfig({ SECRET_KEYS: `${KEYS}, b:${Buffer.alloc(40, 2).toString('base64')}` });
    expect(secretKeys.map(({ kid, secret }) => [kid, secret.length])).toEqual([
      ['a', 32],
      ['b', 40],
    ]);
  });

  it('lists every problem at once, and no value', () => {
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
    ['everybody at a desk', {}, 'everybody'],
    ['nobody in production', PRODUCTION, 'nobody'],
    ['whoever has the token', { METRICS_TOKEN: 'm'.repeat(32) }, 'bearer'],
    ['whoever has the token, in production too', { ...PRODUCTION, METRICS_TOKEN: 'm'.repeat(32) }, 'bearer'],
  ])('shows the metrics to %s', (_whom, settings, kind) => {
    expect(readConfig(settings).metricsReaders.kind).toBe(kind);
  });

  it('takes no token for the metrics that could be guessed', () => {
    expect(() => readConfig({ METRICS_TOKEN: 'short' })).toThrow('METRICS_TOKEN: 32 characters or more');
  });

  it('holds secrets that cannot be printed', () => {
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
  ])('refuses production without %s', (name) => {
    expect(() => readConfig(PRODUCTION)).not.toThrow();
    expect(() => readConfig({ ...PRODUCTION, [name]: '' })).toThrow(`${name}: required in production`);
  });

  it('tells all that production lacks at once', () => {
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
    // One that breaks its own rule hides none that break production's.
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

  it('takes another spelling of production for production, and another word for none of these', () => {
    expect(() => readConfig({ NODE_ENV: 'Production' })).toThrow('required in production');
    for (const word of ['prod', 'staging']) expect(() => readConfig({ NODE_ENV: word })).toThrow('NODE_ENV: one of');
  });

  it('wants random keys in production, not words or zeros', () => {
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
  ])('wants the papers of a %s bot in production', (type, papers) => {
    const all = { ...PRODUCTION, MicrosoftAppType: type, MicrosoftAppTenantId: 'a-tenant' };
    expect(() => readConfig(all)).not.toThrow();
    for (const name of papers)
      expect(() => readConfig({ ...all, [name]: '' })).toThrow(`${name}: required in production`);
    expect(readConfig({ ...all, MicrosoftAppType: type.toLowerCase() }).bot.MicrosoftAppType).toBe(type);
    expect(() => readConfig({ MicrosoftAppType: `${type}s` })).toThrow('MicrosoftAppType: one of');
  });

  it('reads whose word on a visitor’s address is taken', () => {
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

  it('serves on after the signal to end where there may be a balancer', () => {
    expect([readConfig({}).drain, readConfig(PRODUCTION).drain]).toEqual([0, 5_000]);
    expect(readConfig({ ...PRODUCTION, DRAIN_SECONDS: '0' }).drain).toBe(0);
    expect(readConfig({ DRAIN_SECONDS: '4' }).drain).toBe(4_000);
    expect(() => readConfig({ DRAIN_SECONDS: '6' })).toThrow('DRAIN_SECONDS');
  });

  it('keeps the audit trail for a year, or as long as is asked', () => {
    expect(readConfig({}).auditRetentionDays).toBe(365);
    expect(readConfig({ AUDIT_RETENTION_DAYS: '730' }).auditRetentionDays).toBe(730);
    expect(() => readConfig({ AUDIT_RETENTION_DAYS: '1' })).toThrow('AUDIT_RETENTION_DAYS');
  });

  it('refuses links in the clear in production', () => {
    expect(() => readConfig({ ...PRODUCTION, PUBLIC_URL: 'http://recuperacion.example.org' })).toThrow('PUBLIC_URL');
  });

  it('refuses a Redis in the clear in production, unless told otherwise or on this machine', () => {
    const plain = { ...PRODUCTION, REDIS_URL: 'redis://redis.example.org' };
    expect(() => readConfig(plain)).toThrow('REDIS_ALLOW_PLAIN');
    expect(() => readConfig({ ...plain, REDIS_ALLOW_PLAIN: 'true' })).not.toThrow();
    expect(() => readConfig({ ...PRODUCTION, REDIS_URL: 'redis://127.0.0.1' })).not.toThrow();
  });

  it('refuses a public address with a path, which links would lose, and two keys of one name', () => {
    for (const url of ['https://example.org/bot', 'https://example.org/?a=b', 'https://example.org/#x', 'nonsense']) {
      expect(() => readConfig({ PUBLIC_URL: url })).toThrow('PUBLIC_URL');
    }
    expect(readConfig({ PUBLIC_URL: 'https://Example.org:443/' }).publicUrl).toBe('https://example.org');
    expect(() => readConfig({ SECRET_KEYS: `${KEYS},${KEYS}` })).toThrow('SECRET_KEYS');
  });

  it('keeps the secret of Azure’s Direct Line unprintable, and takes none for the built-in one', () => {
    const config = readConfig({ DIRECT_LINE_SECRET: ' hush.secret ' });
    expect(config.directLineSecret?.expose()).toBe('hush.secret');
    expect(inspect(config, { depth: null }) + JSON.stringify(config)).not.toContain('hush');
    expect(readConfig({ DIRECT_LINE_SECRET: ' ' }).directLineSecret).toBeUndefined();
    expect(readConfig({}).directLineSecret).toBeUndefined();
  });

  it('reads who may embed the chat as browsers name them', () => {
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
  ])('takes %s for no origin, and does not repeat it', (list) => {
    const read = () => readConfig({ WIDGET_ORIGINS: list });
    expect(read).toThrow('WIDGET_ORIGINS: each entry is an origin');
    expect(read).not.toThrow(/example|null|ftp/);
  });

  it('refuses to be framed by pages in the clear in production', () => {
    expect(() => readConfig({ ...PRODUCTION, WIDGET_ORIGINS: 'http://www.example.org' })).toThrow('WIDGET_ORIGINS');
    expect(() => readConfig({ ...PRODUCTION, WIDGET_ORIGINS: 'https://www.example.org' })).not.toThrow();
  });

  describe('of mails', () => {
    const azure = (endpoint: string) => `endpoint=${endpoint};accesskey=${Buffer.alloc(32, 3).toString('base64')}`;
    const KNOWN = azure('https://iess.communication.azure.com/');
    const NAME = 'COMMUNICATION_SERVICES_CONNECTION_STRING';

    it('takes Azure instead of SMTP, not both, and keeps its key unprintable', () => {
      const { SMTP_URL: smtp, ...others } = PRODUCTION;
      const config = readConfig({ ...others, [NAME]: KNOWN });
      expect(config.azureMail?.expose()).toBe(KNOWN);
      expect(inspect(config, { depth: null }) + JSON.stringify(config)).not.toContain('accesskey');
      expect(() => readConfig({ ...PRODUCTION, [NAME]: KNOWN })).toThrow('SMTP_URL: not together with');
      expect(() => readConfig({ ...others, SMTP_URL: smtp })).not.toThrow();
    });

    it('refuses one that is none, and in production one in the clear, without quoting it', () => {
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

    it('wants a sender that Azure knows', () => {
      expect(() => readConfig({ [NAME]: KNOWN })).toThrow('MAIL_FROM: required with');
    });

    it('reads how many the mail service takes, by default what Azure does', () => {
      const limits = (rate?: string) => readConfig({ MAIL_RATE: rate }).mailLimits;
      expect(limits()).toEqual([
        { most: 30, per: 60_000 },
        { most: 100, per: 3_600_000 },
      ]);
      expect(limits('5/s')).toEqual([{ most: 5, per: 1_000 }]);
      expect(() => limits('many')).toThrow('MAIL_RATE: each entry is');
    });

    it('wants a secret of Event Grid that cannot be guessed', () => {
      expect(readConfig({ EVENT_GRID_SECRET: 'x'.repeat(32) }).eventGridSecret?.expose()).toHaveLength(32);
      expect(() => readConfig({ EVENT_GRID_SECRET: 'short' })).toThrow('EVENT_GRID_SECRET: 32 characters');
      expect(readConfig({}).eventGridSecret).toBeUndefined();
    });
  });

  it('wants the public address where the port is not known before', () => {
    expect(() => readConfig({ PORT: '0' })).toThrow('PUBLIC_URL: required with PORT=0');
  });
});
