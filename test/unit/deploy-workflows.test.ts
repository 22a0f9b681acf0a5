import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const FOLDER = '.github/workflows';
const files = readdirSync(FOLDER).map((name) => join(FOLDER, name));

/** The parser imports JSON as only bundlers can: so it is bundled first, with the few lines that call it. */
function problemsOf(paths: readonly string[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'workflows-'));
  try {
    const bundle = join(folder, 'check.cjs');
    const options = ['--bundle', '--platform=node', '--format=cjs', '--log-level=error', `--outfile=${bundle}`];
    execFileSync('node_modules/.bin/esbuild', [resolve('test/support/check-workflows.mjs'), ...options]);
    return JSON.parse(execFileSync(process.execPath, [bundle, ...paths], { encoding: 'utf8' })) as string[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the workflows', () => {
  it('are what GitHub’s own parser takes', () => {
    expect(problemsOf(files)).toEqual([]);
  });

  it('would not be taken with a word that GitHub does not know', () => {
    const folder = mkdtempSync(join(tmpdir(), 'workflow-'));
    const broken = join(folder, 'broken.yml');
    writeFileSync(broken, readFileSync(join(FOLDER, 'ci.yml'), 'utf8').replace('runs-on', 'runs-onn'));
    expect(problemsOf([broken]).join()).toContain('runs-onn');
    rmSync(folder, { recursive: true });
  });

  it.each(files)('%s pins each action to a commit, and may read the repository only', (file) => {
    const text = readFileSync(file, 'utf8');
    const actions = [...text.matchAll(/uses: (\S+)/g)].map(([, action = '']) => action);
    expect(actions.filter((action) => !/@[\da-f]{40}$/.test(action))).toEqual([]);
    expect(text).toContain('permissions:\n  contents: read\n');
    expect(text).not.toMatch(/: write/);
  });
});
