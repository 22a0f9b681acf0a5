import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCompose } from '../support/deployment/compose-file';
import { commandBlocks, DEPLOY_README } from '../support/deployment/deploy-readme';
import { readBicep } from '../support/deployment/bicep';

const METRICS = 'src/adapters/prometheus';
const text = readFileSync(DEPLOY_README, 'utf8');
const commands = commandBlocks().join('\n');

describe('deploy/README.md', () => {
  it('the guide names only metrics that exist', () => {
    const watching = /^## Monitoring$([^]*?)^\*\*Logs/m.exec(text)?.[1] ?? '';
    const made = readdirSync(METRICS)
      .map((name) => readFileSync(join(METRICS, name), 'utf8'))
      .join('');
    const named = [...watching.matchAll(/(?<![-\w])(recovery_[a-z_]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !made.includes(`'${name}'`))).toEqual([]);
    expect(named.length).toBeGreaterThan(3);
  });

  it.each(commandBlocks())('a shell can parse the commands of block %#', (block) => {
    expect(() => execFileSync('/bin/sh', ['-n', '-c', block.replace(/^ {2}/gm, '')], { stdio: 'pipe' })).not.toThrow();
  });

  it('the guide uses the real names of programs, services and parameters', () => {
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
