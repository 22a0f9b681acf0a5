import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const README = 'README.md';
const BEGIN = '<!-- picture: npm run graph -->';
const END = '<!-- /picture -->';
/** The cache that `npm run check:imports` has just filled from the same files. */
const CACHE = 'node_modules/.cache/depcruise';

/** Folders that may import everything. Their arrows are dotted, so that those of the others stand out. */
const ROOTS = ['src/main.ts', 'src/app', 'src/cli'];

/**
 * Draws the module picture in README.md, `npm run graph`: one box for each folder of `src`, `dialogs` and `locales`, and one arrow for
 * each import between two of them. With `--check` it writes nothing, and ends with exit code 1 when the picture is out of date.
 */
const readme = readFileSync(README, 'utf8');
const current = withPicture(readme, draw(cruise()));
if (process.argv.includes('--check')) {
  if (current !== readme) fail(`The module picture in ${README} is out of date. Run: npm run graph`);
} else {
  writeFileSync(README, current);
}

function cruise() {
  const cruiser = 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs';
  const args = [
    cruiser,
    '--config',
    '.dependency-cruiser.cjs',
    '--cache',
    CACHE,
    '--cache-strategy',
    'content',
    '--output-type',
    'json',
    'src',
    'dialogs',
  ];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 26 })).modules;
}

/** Returns the folder that a file is drawn in. All adapters are one folder, and the entry point of the service has a box of its own. */
function folderOf(path) {
  const [, folder] = /^(src\/main\.ts$|(?:src\/[^/]+|dialogs|locales)(?=\/))/.exec(path) ?? [];
  return folder;
}

function draw(modules) {
  const folders = new Map();
  for (const { source, dependencies } of modules) {
    const from = folderOf(source);
    if (from === undefined) continue;
    const folder = folderNamed(folders, from);
    for (const adapter of namesIn(/^src\/adapters\/([^/]+)/, source)) folder.adapters.add(adapter);
    for (const { resolved } of dependencies) {
      for (const library of namesIn(/^node_modules\/(?:@types\/)?((?:@[^/]+\/)?[^/]+)/, resolved))
        folder.libraries.add(library);
      const to = folderOf(resolved);
      if (to === undefined || to === from) continue;
      folderNamed(folders, to);
      folder.targets.add(idOf(to));
    }
  }
  const boxes = [...folders].map(([name, folder]) => `  ${idOf(name)}["${labelOf(name, folder)}"]`);
  const arrows = [...folders]
    .filter(([, { targets }]) => targets.size > 0)
    .map(([name, folder]) => arrowsOf(name, folder));
  return ['```mermaid', 'flowchart TD', ...boxes.sort(), ...arrows.sort(), '```'].join('\n');
}

function arrowsOf(name, { targets }) {
  return `  ${idOf(name)} ${ROOTS.includes(name) ? '-.->' : '-->'} ${[...targets].sort().join(' & ')}`;
}

/** Returns a list with the match of the pattern's group, or an empty list. */
function namesIn(pattern, path) {
  return pattern.exec(path)?.slice(1) ?? [];
}

/** Returns the folder of that name, and adds it when it is new. */
function folderNamed(folders, name) {
  const folder = folders.get(name) ?? { adapters: new Set(), libraries: new Set(), targets: new Set() };
  folders.set(name, folder);
  return folder;
}

/** Labels a folder with its name, and with the adapters in it or the libraries that it uses. */
function labelOf(name, { adapters, libraries }) {
  const list = (names) => [...names].sort().join(', ');
  const lines = [`<b>${name}</b>`, list(adapters), adapters.size > 0 ? '' : list(libraries)];
  return lines.filter((line) => line !== '').join('<br/>');
}

function idOf(name) {
  return name.replace('src/', '').replace('.ts', '');
}

function withPicture(text, picture) {
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) return fail(`${README} lacks the markers of the picture: ${BEGIN} … ${END}`);
  return `${before}${BEGIN}\n\n${picture}\n\n${END}${after}`;
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
