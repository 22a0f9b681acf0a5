import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const FOLDER = '.github/workflows';
const files = readdirSync(FOLDER).map((name) => join(FOLDER, name));

/** Bundles the parser with the lines that call it, because it imports JSON in a way that only bundlers support. */
function problemsOf(paths: readonly string[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'workflows-'));
  try {
    const bundle = join(folder, 'check.cjs');
    const options = ['--bundle', '--platform=node', '--format=cjs', '--log-level=error', `--outfile=${bundle}`];
    execFileSync('node_modules/.bin/esbuild', [resolve('test/support/deployment/check-workflows.mjs'), ...options]);
    return JSON.parse(execFileSync(process.execPath, [bundle, ...paths], { encoding: 'utf8' })) as string[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Returns the commands of a step of image.yml. */
function stepNamed(wanted: string): string {
  const { jobs } = parse(readFileSync(join(FOLDER, 'image.yml'), 'utf8')) as {
    readonly jobs: { readonly image: { readonly steps: readonly { readonly name?: string; readonly run?: string }[] } };
  };
  return jobs.image.steps.find(({ name }) => name === wanted)?.run ?? '';
}

describe('GitHub workflows', () => {
  it('the workflows are accepted by GitHub’s own parser', () => {
    expect(problemsOf(files)).toEqual([]);
  });

  it('a workflow with an unknown key is rejected by GitHub’s parser', () => {
    const folder = mkdtempSync(join(tmpdir(), 'workflow-'));
    const broken = join(folder, 'broken.yml');
    writeFileSync(broken, readFileSync(join(FOLDER, 'ci.yml'), 'utf8').replace('runs-on', 'runs-onn'));
    expect(problemsOf([broken]).join()).toContain('runs-onn');
    rmSync(folder, { recursive: true });
  });

  it.each(files)('%s pins each action to a commit and may only read the repository', (file) => {
    const text = readFileSync(file, 'utf8');
    const actions = [...text.matchAll(/uses: (\S+)/g)].map(([, action = '']) => action);
    expect(actions.filter((action) => !/@[\da-f]{40}$/.test(action))).toEqual([]);
    expect(text).toContain('permissions:\n  contents: read\n');
    expect(text).not.toMatch(/: write/);
  });

  it.each([
    ['tag', 'v0.1.0', '0.1.0'],
    ['tag', 'v1.2.0-rc.1+7', '1.2.0-rc.1-7'],
    ['branch', 'feature/cards', 'a'.repeat(40)],
  ])('a valid image tag is derived from the %s %s', (kind, ref, tag) => {
    const folder = mkdtempSync(join(tmpdir(), 'workflow-'));
    const env = {
      PATH: process.env['PATH'],
      GITHUB_ENV: join(folder, 'env'),
      GITHUB_REF_NAME: ref,
      GITHUB_REF_TYPE: kind,
      GITHUB_SHA: 'a'.repeat(40),
    };
    execFileSync('/bin/sh', ['-ec', stepNamed('Name the image')], { env });
    const [named, name] = readFileSync(env.GITHUB_ENV, 'utf8').trimEnd().split('=');
    rmSync(folder, { recursive: true });
    expect([named, name]).toEqual(['IMAGE', `key-recovery:${tag}`]);
    // The pattern of tags that registries accept.
    expect(name).toMatch(/^[a-z-]+:\w[\w.-]{0,127}$/);
  });
});
