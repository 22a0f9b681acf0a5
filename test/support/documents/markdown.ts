import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { micromark } from 'micromark';

/** Folders that are not part of the repository. */
const UNTRACKED = new Set(['node_modules', 'dist', 'coverage', '.git']);

/** Returns the paths of all files of the repository below this folder. */
export const repositoryFiles = (folder = '.'): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return UNTRACKED.has(entry.name) ? [] : repositoryFiles(path);
    return entry.isFile() ? [path] : [];
  });

/** Returns the paths of all Markdown files of the repository. */
export const markdownFiles = (): readonly string[] => repositoryFiles().filter((path) => path.endsWith('.md'));

export interface MarkdownPage {
  /** The targets of all links and images, as written. */
  readonly links: readonly string[];
  /** The fragments of all headings. */
  readonly anchors: ReadonlySet<string>;
}

const pages = new Map<string, MarkdownPage>();

/** Parses a page. Each page is read once and cached, because many links lead to it. */
export function readMarkdown(path: string): MarkdownPage {
  const page = pages.get(path) ?? parseMarkdown(path);
  pages.set(path, page);
  return page;
}

function parseMarkdown(path: string): MarkdownPage {
  const html = micromark(readFileSync(path, 'utf8'));
  const links = [...html.matchAll(/ (?:href|src)="([^"]*)"/g)].map(([, target = '']) => decodeEntities(target));
  const headings = [...html.matchAll(/<h[1-6]>(.*?)<\/h[1-6]>/gs)].map(([, heading = '']) => textOf(heading));
  return { links, anchors: anchorsOf(headings) };
}

/** Returns the anchors that GitHub gives to headings. A repeated heading gets a number. */
function anchorsOf(headings: readonly string[]): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const heading of headings) {
    const slug = heading
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
      .replaceAll(' ', '-');
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count += 1) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

const textOf = (html: string): string => decodeEntities(html.replace(/<[^>]*>/g, ''));

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

const decodeEntities = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot);/g, (entity, name: string) => ENTITIES[name] ?? entity);

/** Returns the lines outside of code blocks with their numbers. */
export function proseLines(path: string): readonly { readonly number: number; readonly text: string }[] {
  let isCode = false;
  return readFileSync(path, 'utf8')
    .split('\n')
    .map((text, index) => ({ number: index + 1, text }))
    .filter(({ text }) => {
      const isFence = /^\s*```/.test(text);
      if (isFence) isCode = !isCode;
      return !isFence && !isCode;
    });
}
