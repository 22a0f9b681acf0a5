import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { strFromU8, unzipSync } from 'fflate';
import { runTool } from '../support/processes/run-command';
import en from '../../locales/en.json';
import esEC from '../../locales/es-EC.json';

const ID = '11111111-2222-3333-4444-555555555555';
const SETTINGS = { MicrosoftAppId: ID, PUBLIC_URL: 'https://chat.example.org' };
const COMMANDS = ['choice.recover', 'choice.requirements', 'choice.contact'] as const;

interface Manifest {
  [part: string]: unknown;
  name: { short: string };
  developer: object;
  icons: Record<string, string>;
  localizationInfo: { additionalLanguages: { languageTag: string; file: string }[] };
  bots: { [part: string]: unknown; commandLists: { scopes: string[]; commands: { title: string }[] }[] }[];
}

describe('npm run teams:package', () => {
  const folders: string[] = [];
  const freshFolder = () => {
    const folder = mkdtempSync(join(tmpdir(), 'teams-'));
    folders.push(folder);
    return folder;
  };
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  /** Copies the app's sources, so that a test can break them. */
  const copyApp = () => {
    const folder = freshFolder();
    cpSync('deploy/teams', folder, { recursive: true });
    return folder;
  };
  const edit = (folder: string, file: string, change: (text: string) => string) => {
    writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')));
  };
  const pack = async (from = 'deploy/teams', settings: Readonly<Record<string, string>> = SETTINGS) => {
    const to = join(freshFolder(), 'out');
    const run = await runTool('teams:package', { args: ['--from', from, '--to', to], settings });
    return { ...run, to, files: existsSync(to) ? readdirSync(to) : [] };
  };

  it('the command builds a zip of the manifest, its languages and its icons, filled in from the settings', async () => {
    const { stdout, stderr, code, files, to } = await pack();
    expect({ stderr, code, files }).toEqual({ stderr: '', code: 0, files: ['iess-key-recovery-1.0.0.zip'] });
    expect(stdout).toContain(join(to, 'iess-key-recovery-1.0.0.zip'));

    const zip = unzipSync(readFileSync(join(to, files[0] ?? '')));
    expect(Object.keys(zip).sort()).toEqual(['color.png', 'en.json', 'es.json', 'manifest.json', 'outline.png']);
    expect(Buffer.from(zip['color.png'] ?? []).equals(readFileSync('deploy/teams/color.png'))).toBe(true);
    const manifest = JSON.parse(strFromU8(zip['manifest.json'] ?? new Uint8Array())) as Manifest;
    expect(manifest).toMatchObject({ id: ID, bots: [{ botId: ID, scopes: ['personal'] }] });
    expect(manifest['validDomains']).toEqual(['chat.example.org']);
    expect(strFromU8(zip['manifest.json'] ?? new Uint8Array())).not.toContain('{{');
  });

  it('the same app gives byte-identical zips', async () => {
    const [one, other] = [await pack(), await pack()];
    const bytesOf = ({ files, to }: typeof one) => readFileSync(join(to, files[0] ?? ''));
    expect(bytesOf(one).equals(bytesOf(other))).toBe(true);
  });

  it('the manifest links the privacy and terms pages from the settings, and the command warns without them', async () => {
    expect((await pack()).stdout).toContain('TEAMS_PRIVACY_URL and TEAMS_TERMS_URL not set');
    const pages = { TEAMS_PRIVACY_URL: 'https://example.org/p', TEAMS_TERMS_URL: 'https://example.org/t' };
    const { stdout, files, to } = await pack('deploy/teams', { ...SETTINGS, ...pages });
    expect(stdout).not.toContain('not set');
    const zip = unzipSync(readFileSync(join(to, files[0] ?? '')));
    expect(strFromU8(zip['manifest.json'] ?? new Uint8Array())).toContain('"termsOfUseUrl": "https://example.org/t"');
  });

  it('the manifest offers commands with the labels of the bot’s own buttons, in both languages', () => {
    const manifest = JSON.parse(readFileSync('deploy/teams/manifest.json', 'utf8')) as Manifest;
    const titles = manifest.bots[0]?.commandLists[0]?.commands.map(({ title }) => title);
    expect(titles).toEqual(COMMANDS.map((key) => esEC[key]));
    const english = JSON.parse(readFileSync('deploy/teams/en.json', 'utf8')) as Record<string, string>;
    expect(COMMANDS.map((_, at) => english[`bots[0].commandLists[0].commands[${at}].title`])).toEqual(
      COMMANDS.map((key) => en[key]),
    );
  });

  const inManifest = (change: (manifest: Manifest) => void) => (folder: string) => {
    edit(folder, 'manifest.json', (text) => {
      const manifest = JSON.parse(text) as Manifest;
      change(manifest);
      return JSON.stringify(manifest);
    });
  };
  const botOf = ({ bots: [bot] }: Manifest) => bot ?? { commandLists: [] };
  const inEnglish = (change: Record<string, string | undefined>) => (folder: string) => {
    edit(folder, 'en.json', (text) => JSON.stringify({ ...(JSON.parse(text) as object), ...change }));
  };

  const BROKEN_APPS: readonly (readonly [what: string, breakApp: (folder: string) => void, problem: string])[] = [
    [
      'a property that the schema does not have',
      inManifest((it) => (it['colour'] = 'x')),
      'manifest.json: must NOT have add',
    ],
    [
      'a name that is too long',
      inManifest((it) => (it.name.short = 'x'.repeat(31))),
      'name.short must NOT have more than 30',
    ],
    ['an unknown manifest version', inManifest((it) => (it['manifestVersion'] = '9.9')), 'Version is unknown'],
    [
      'a preview of a manifest version',
      inManifest((it) => (it['manifestVersion'] = 'devPreview')),
      'Version is unknown',
    ],
    [
      'a schema of another version',
      inManifest((it) => (it['manifestVersion'] = '1.29')),
      'manifest.json: $schema must be',
    ],
    ['a version that Teams refuses', inManifest((it) => (it['version'] = '1.0.0-rc.1')), 'version must be major'],
    [
      'an id other than MicrosoftAppId',
      inManifest((it) => (it['id'] = ID.replace('1', '9'))),
      'id differs from MicrosoftAppId',
    ],
    ['a bot in group chats', inManifest((it) => (botOf(it)['scopes'] = ['personal', 'groupChat'])), 'be personal only'],
    ['commands in teams', inManifest((it) => botOf(it).commandLists[0]?.scopes.push('team')), 'be personal only'],
    ['a bot that takes files', inManifest((it) => (botOf(it)['supportsFiles'] = true)), 'supportsFiles must be false'],
    ['a bot that only notifies', inManifest((it) => (botOf(it)['isNotificationOnly'] = true)), 'Only must be false'],
    ['a manifest without a bot', inManifest((it) => (it.bots = [])), 'must have exactly one bot'],
    ['a tab', inManifest((it) => (it['staticTabs'] = [])), 'staticTabs is not allowed in a personal app'],
    [
      'a domain other than the host of PUBLIC_URL',
      inManifest((it) => (it['validDomains'] = ['*.example.org'])),
      'validDomains must contain the host',
    ],
    [
      'a page without https',
      inManifest((it) => Object.assign(it.developer, { privacyUrl: 'http://a.org' })),
      'must be an https address',
    ],
    ['a blank name', inManifest((it) => (it.name.short = ' ')), 'name.short is empty'],
    ['a placeholder that no setting fills', inManifest((it) => (it.name.short = '{{Name}}')), '{{Name}} has no value'],
    ['half a placeholder', inManifest((it) => (it.name.short = '{{Name')), 'name.short contains {{'],
    [
      'swapped icons',
      inManifest((it) => (it.icons = { color: 'outline.png', outline: 'color.png' })),
      'color.png: must be 32×32, not 192×192\n  color.png: must be white only\n  color.png: must be an outline',
    ],
    ['an icon that is not a PNG', inManifest((it) => (it.icons['color'] = 'color.svg')), 'is not a PNG file'],
    [
      'an icon outside the folder of the app',
      inManifest((it) => (it.icons['color'] = '../color.png')),
      '../color.png must be in the same folder',
    ],
    [
      'a missing icon',
      (folder) => {
        rmSync(join(folder, 'outline.png'));
      },
      'outline.png: is missing',
    ],
    [
      'a truncated icon',
      (folder) => {
        writeFileSync(join(folder, 'color.png'), readFileSync('deploy/teams/color.png').subarray(0, 500));
      },
      'color.png: is not a complete PNG file',
    ],
    [
      'a missing manifest',
      (folder) => {
        rmSync(join(folder, 'manifest.json'));
      },
      'manifest.json: is missing',
    ],
    [
      'a manifest that is not JSON',
      (folder) => {
        edit(folder, 'manifest.json', (text) => text.slice(1));
      },
      'manifest.json: Unexpected',
    ],
    [
      'a manifest that is a list',
      (folder) => {
        edit(folder, 'manifest.json', () => '[]');
      },
      'manifest.json: is not a JSON object',
    ],
    [
      'a missing translation',
      (folder) => {
        rmSync(join(folder, 'en.json'));
      },
      'en.json: is missing',
    ],
    [
      'a language twice',
      inManifest(({ localizationInfo: { additionalLanguages: more } }) =>
        more.push({ languageTag: 'ES', file: 'en.json' }),
      ),
      'a language is listed twice',
    ],
    ['an untranslated text', inEnglish({ 'name.full': undefined }), 'en.json: name.full is missing'],
    [
      'Spanish texts that differ from the manifest',
      (folder: string) => {
        edit(folder, 'es.json', (text) => text.replace('"Contacto"', '"Ayuda"'));
      },
      'es.json: bots[0].commandLists[0].commands[2].title differs from manifest.json',
    ],
    [
      'a translation of a text that does not exist',
      inEnglish({ 'bots[0].commandLists[0].commands[3].title': 'x' }),
      'commands[3].title is not in manifest.json',
    ],
    [
      'a translation of a property that cannot be translated',
      inEnglish({ version: '2.0.0' }),
      'en.json: must NOT have additional properties (version)',
    ],
    [
      'a translation that is too long',
      inEnglish({ 'name.short': 'x'.repeat(31) }),
      'en.json: name.short must NOT have more than 30',
    ],
  ];
  const BAD_SETTINGS: readonly (readonly [settings: Record<string, string>, problem: string])[] = [
    [{ ...SETTINGS, MicrosoftAppId: '' }, 'MicrosoftAppId: '],
    [{ ...SETTINGS, MicrosoftAppId: 'the bot' }, 'MicrosoftAppId: '],
    [{ ...SETTINGS, PUBLIC_URL: '' }, 'PUBLIC_URL: '],
    [{ ...SETTINGS, PUBLIC_URL: 'http://chat.example.org' }, 'PUBLIC_URL: '],
    [{ ...SETTINGS, PUBLIC_URL: 'https://localhost:3978' }, 'PUBLIC_URL: '],
    [{ ...SETTINGS, PUBLIC_URL: 'https://10.0.0.1' }, 'PUBLIC_URL: '],
    [{ ...SETTINGS, TEAMS_TERMS_URL: 'www.example.org' }, 'TEAMS_TERMS_URL: '],
  ];

  /** One process checks all cases, because starting it and compiling Microsoft's schemas take longer than the checks. */
  let problemsByCase: readonly (readonly string[])[];
  beforeAll(async () => {
    const brokenApps = BROKEN_APPS.map(([, breakApp]) => {
      const folder = copyApp();
      breakApp(folder);
      return { folder, settings: SETTINGS };
    });
    problemsByCase = await problemsOf([
      ...brokenApps,
      ...BAD_SETTINGS.map(([settings]) => ({ folder: 'deploy/teams', settings })),
    ]);
  });

  it.each(BROKEN_APPS.map(([what, , problem], index) => ({ what, problem, index })))(
    'the command reports $what',
    ({ index, problem }) => {
      expect(problemsByCase[index]?.join('\n  ')).toContain(problem);
    },
  );

  it.each(BAD_SETTINGS.map(([settings, problem], index) => ({ settings, problem, index })))(
    'the command reports one problem, and no other, for the settings $settings',
    ({ index, problem }) => {
      expect(problemsByCase[BROKEN_APPS.length + index]).toEqual([expect.stringContaining(problem)]);
    },
  );

  it('the command writes no zip when the app has a problem', async () => {
    const folder = copyApp();
    inManifest((it) => (it['colour'] = 'x'))(folder);
    const { stdout, stderr, code, files } = await pack(folder);
    expect({ answer: stdout, code, files }).toEqual({ answer: '', code: 1, files: [] });
    expect(stderr).toContain('manifest.json: must NOT have add');
  });

  it('the command reports all problems at once', async () => {
    const folder = copyApp();
    inManifest((it) => {
      it['version'] = '1';
      it.name.short = 'x'.repeat(31);
    })(folder);
    inEnglish({ 'name.full': undefined })(folder);
    rmSync(join(folder, 'color.png'));
    const { stderr, code, files } = await pack(folder, { ...SETTINGS, PUBLIC_URL: '' });
    expect({ code, files }).toEqual({ code: 1, files: [] });
    for (const problem of ['PUBLIC_URL', 'version must be', 'name.short', 'name.full', 'color.png'])
      expect(stderr).toContain(problem);
  });
});

/** Returns the problems of each app. */
async function problemsOf(
  apps: readonly { readonly folder: string; readonly settings: Readonly<Record<string, string>> }[],
): Promise<readonly (readonly string[])[]> {
  const script = `
    import { checkPackage } from './deploy/teams/check-package.mjs';
    const found = [];
    for (const { folder, settings } of JSON.parse(process.env.APPS))
      found.push((await checkPackage(folder, settings)).problems);
    process.stdout.write(JSON.stringify(found));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env: { PATH: process.env['PATH'], APPS: JSON.stringify(apps) },
  });
  return JSON.parse(stdout) as string[][];
}
