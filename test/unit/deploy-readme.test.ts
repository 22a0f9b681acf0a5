import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEnvironment } from '../../src/config/environment';
import { readCompose } from '../support/deployment/compose-file';
import { commandBlocks, DEPLOY_README } from '../support/deployment/deploy-readme';
import { readBicep } from '../support/deployment/bicep';

const METRICS = 'src/adapters/prometheus';
const text = readFileSync(DEPLOY_README, 'utf8');
const commands = commandBlocks().join('\n');

/** As GitHub makes them of headings. */
const anchorsOf = (page: string): ReadonlySet<string> =>
  new Set(
    [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} -]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );

describe('the README of deploy/', () => {
  it('explains every setting', () => {
    const table = /^## Settings$([^]*?)^## /m.exec(text)?.[1] ?? '';
    const missing = Object.keys(readEnvironment({}).settings).filter((name) => !table.includes(`\`${name}\``));
    expect(missing).toEqual([]);
  });

  it('names metrics that there are', () => {
    const watching = /^## Watching it$([^]*?)^\*\*Logs/m.exec(text)?.[1] ?? '';
    const made = readdirSync(METRICS)
      .map((name) => readFileSync(join(METRICS, name), 'utf8'))
      .join('');
    const named = [...watching.matchAll(/(?<![-\w])(recovery_[a-z_]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !made.includes(`'${name}'`))).toEqual([]);
    expect(named.length).toBeGreaterThan(3);
  });

  it('leads only to what is there', () => {
    for (const [, target = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
      if (target.startsWith('http')) continue;
      const [path = '', anchor] = target.split('#');
      const file = join('deploy', path);
      expect([target, existsSync(file)]).toEqual([target, true]);
      if (anchor === undefined) continue;
      const page = path === '' ? text : readFileSync(file, 'utf8');
      expect([target, anchorsOf(page).has(anchor)]).toEqual([target, true]);
    }
  });

  it.each(commandBlocks())('has commands that a shell can read: %#', (block) => {
    expect(() => execFileSync('/bin/sh', ['-n', '-c', block.replace(/^ {2}/gm, '')], { stdio: 'pipe' })).not.toThrow();
  });

  it('calls programs, services and parameters by the names that they have', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const called = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
    expect(called.filter((name) => !(name in scripts))).toEqual([]);
    const sources = [...text.matchAll(/dist\/(src\/[\w/-]+)\.js/g)].map(([, path = '']) => `${path}.ts`);
    expect(sources.filter((path) => !existsSync(path))).toEqual([]);
    const services = new Set(Object.keys(readCompose().services));
    const named = [...commands.matchAll(/docker compose (?:exec|stop|build|up|run|logs|kill)[^|<>\n]*/g)]
      .flatMap(([command]) => command.split(/ (?:node|psql|pg_dump|pg_restore) /)[0]?.split(' ') ?? [])
      .filter((word) => /^(bot-\d|redis|postgres|proxy|mail|database-[a-z]+)$/.test(word));
    expect(named.filter((name) => !services.has(name))).toEqual([]);
    expect(named.length).toBeGreaterThan(10);
    const [main] = readBicep(['deploy/main.bicep']);
    const params = [...text.matchAll(/`([a-z]\w+)(?: = [^`]+)?`/g)].map(([, name = '']) => name);
    const ours = params.filter((name) =>
      /^(custom|certificate|mail|is|has|outer|backup|widget|registry)[A-Z]/.test(name),
    );
    expect(
      ours.filter(
        (name) =>
          !main?.params.some((param) => param.name === name) && !main?.outputs.some((output) => output.name === name),
      ),
    ).toEqual([]);
    expect(ours.length).toBeGreaterThan(5);
  });
});
