import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readEnvironment } from '../../src/config/environment';
import { markdownFiles, proseLines, readMarkdown, repositoryFiles } from '../support/documents/markdown';

const DECISIONS = 'docs/decisions';
const files = markdownFiles();
const records = readdirSync(DECISIONS).filter((name) => /^\d{4}-/.test(name));
const linesOf = (path: string): readonly string[] => readFileSync(path, 'utf8').trimEnd().split('\n');

/** Matches the path of a document in a comment, with or without a heading. */
const REFERENCE = /(?:docs\/[\w/-]+|SECURITY|deploy\/README)\.md(?:#[\p{L}\d_-]+)?/gu;

/** Returns the documents that a file of code or configuration refers to and that do not exist, or lack the heading. */
const brokenReferences = (file: string): readonly string[] =>
  [...readFileSync(file, 'utf8').matchAll(REFERENCE)]
    .map(([reference]) => reference)
    .filter((reference) => !isInRepository(reference));

function isInRepository(reference: string): boolean {
  const [path = '', anchor] = reference.split('#');
  return existsSync(path) && (anchor === undefined || readMarkdown(path).anchors.has(anchor));
}

/** Returns the relative links of a page that lead to no file or to no heading of it. */
function brokenLinks(page: string): readonly string[] {
  return readMarkdown(page).links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [path = '', anchor] = decodeURI(link).split('#');
    const target = path === '' ? page : join(dirname(page), path);
    if (!existsSync(target)) return true;
    return anchor !== undefined && target.endsWith('.md') && !readMarkdown(target).anchors.has(anchor);
  });
}

describe('Markdown files', () => {
  it('the checked Markdown files include the README, the guides and the decision records', () => {
    expect(files).toEqual(expect.arrayContaining(['README.md', 'deploy/README.md', 'docs/glossary.md']));
    expect(records.length).toBeGreaterThan(30);
  });

  it.each(files)('%s links only to files and headings that exist', (page) => {
    expect(brokenLinks(page)).toEqual([]);
  });
});

describe('references to documents', () => {
  it('comments in code and configuration refer only to documents and headings that exist', () => {
    const sources = repositoryFiles().filter((file) => !/\.(md|png|svg)$|package-lock\.json$/.test(file));
    const broken = sources.flatMap((file) => brokenReferences(file).map((reference) => `${file}: ${reference}`));
    expect(broken).toEqual([]);
    expect(sources).toEqual(expect.arrayContaining(['src/policy/recovery.ts', '.dependency-cruiser.cjs']));
  });
});

describe('commands in the guides', () => {
  // The changelog names former commands too.
  it.each(files.filter((file) => file !== 'CHANGELOG.md'))('%s calls only npm scripts that exist', (page) => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly scripts: object };
    const named = [...readFileSync(page, 'utf8').matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('README.md', () => {
  it('README.md has at most 150 lines', () => {
    expect(linesOf('README.md').length).toBeLessThanOrEqual(150);
  });

  it('README.md has no line of prose over 160 characters', () => {
    expect(proseLines('README.md').filter(({ text }) => text.length > 160)).toEqual([]);
  });
});

describe('docs/settings.md', () => {
  it('docs/settings.md has a row for every setting, and none for a setting that does not exist', () => {
    const rows = linesOf('docs/settings.md').flatMap((line) => /^\| `(\w+)`/.exec(line)?.[1] ?? []);
    expect([...rows].sort()).toEqual(Object.keys(readEnvironment({}).settings).sort());
  });
});

describe('docs/decisions', () => {
  it.each(records)('%s has at most 40 lines, a date, a context, a decision and consequences', (name) => {
    const lines = linesOf(join(DECISIONS, name));
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(lines.filter((line) => line.startsWith('#'))).toEqual([
      expect.stringMatching(new RegExp(`^# ${Number(name.slice(0, 4))}\\. `)),
      '## Context',
      '## Decision',
      '## Consequences',
    ]);
    expect(lines[2]).toMatch(/^Date: \d{4}-\d{2}-\d{2}\. Status: (accepted|replaced by \[.+\]\(.+\))\.$/);
  });

  it('decision records have numbers of their own, and the index lists each record once, in order', () => {
    expect(new Set(records.map((name) => name.slice(0, 4))).size).toBe(records.length);
    const { links } = readMarkdown(join(DECISIONS, 'README.md'));
    expect(links.filter((link) => /^\d{4}-/.test(link))).toEqual([...records].sort());
  });
});
