import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { micromark } from 'micromark';

/** Folders of files that the project does not keep. */
const UNTRACKED = new Set(['node_modules', 'dist', 'coverage', '.git']);

/** Paths of all Markdown files below this folder. */
export const markdownFiles = (folder = '.'): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return UNTRACKED.has(entry.name) ? [] : markdownFiles(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });

export interface MarkdownPage {
  /** Targets of all links and images, as they are written. */
  readonly links: readonly string[];
  /** Fragments that lead to a heading. */
  readonly anchors: ReadonlySet<string>;
}

const pages = new Map<string, MarkdownPage>();

/** Reads a page once, however often links lead to it. */
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

/** Names anchors as GitHub does: a heading that occurs again gets a number. */
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

/** Lines outside of blocks of code, with their numbers. */
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
