import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const README = 'README.md';
const BEGIN = '<!-- picture: npm run graph -->';
const END = '<!-- /picture -->';
/** That of `npm run check:imports`, which has just read the same files. */
const CACHE = 'node_modules/.cache/depcruise';

/** Folders that may import everything. Their arrows are dotted, so that those of the others stand out. */
const ROOTS = ['src/main.ts', 'src/app', 'src/cli'];

/**
 * Draws the modules of `src`, `dialogs` and `locales` into README, one box per folder.
 * With `--check` it only reports a picture that is out of date.
 */
const readme = readFileSync(README, 'utf8');
const current = withPicture(readme, draw(cruise()));
if (process.argv.includes('--check')) {
  if (current !== readme) fail(`The picture in ${README} is out of date: npm run graph`);
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

/** Names the folder that a file belongs to. All adapters are one folder; the entry point of the service stands alone. */
function roomOf(path) {
  const [, room] = /^(src\/main\.ts$|(?:src\/[^/]+|dialogs|locales)(?=\/))/.exec(path) ?? [];
  return room;
}

function draw(modules) {
  const rooms = new Map();
  for (const { source, dependencies } of modules) {
    const from = roomOf(source);
    if (from === undefined) continue;
    const room = openRoom(rooms, from);
    for (const adapter of namesIn(/^src\/adapters\/([^/]+)/, source)) room.adapters.add(adapter);
    for (const { resolved } of dependencies) {
      for (const library of namesIn(/^node_modules\/(?:@types\/)?((?:@[^/]+\/)?[^/]+)/, resolved))
        room.libraries.add(library);
      const to = roomOf(resolved);
      if (to === undefined || to === from) continue;
      openRoom(rooms, to);
      room.targets.add(idOf(to));
    }
  }
  const boxes = [...rooms].map(([room, inside]) => `  ${idOf(room)}["${labelOf(room, inside)}"]`);
  const arrows = [...rooms]
    .filter(([, { targets }]) => targets.size > 0)
    .map(([room, inside]) => arrowsOf(room, inside));
  return ['```mermaid', 'flowchart TD', ...boxes.sort(), ...arrows.sort(), '```'].join('\n');
}

function arrowsOf(room, { targets }) {
  return `  ${idOf(room)} ${ROOTS.includes(room) ? '-.->' : '-->'} ${[...targets].sort().join(' & ')}`;
}

/** Returns the name that the pattern's group matches, or none, as a list. */
function namesIn(pattern, path) {
  return pattern.exec(path)?.slice(1) ?? [];
}

function openRoom(rooms, name) {
  const room = rooms.get(name) ?? { adapters: new Set(), libraries: new Set(), targets: new Set() };
  rooms.set(name, room);
  return room;
}

/** Labels a folder with its name, and with the adapters in it or the libraries that it uses. */
function labelOf(room, { adapters, libraries }) {
  const list = (names) => [...names].sort().join(', ');
  const lines = [`<b>${room}</b>`, list(adapters), adapters.size > 0 ? '' : list(libraries)];
  return lines.filter((line) => line !== '').join('<br/>');
}

function idOf(room) {
  return room.replace('src/', '').replace('.ts', '');
}

function withPicture(text, picture) {
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) return fail(`${README} lacks its marks: ${BEGIN} … ${END}`);
  return `${before}${BEGIN}\n\n${picture}\n\n${END}${after}`;
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
