import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const README = 'README.md';
const BEGIN = '<!-- picture: npm run graph -->';
const END = '<!-- /picture -->';

/** Draws the modules as they are into README, folders as rooms; with `--check` it only says whether the picture there is true. */
const readme = readFileSync(README, 'utf8');
const current = withPicture(readme, draw(cruise()));
if (process.argv.includes('--check')) {
  if (current !== readme) fail(`The picture in ${README} is out of date: npm run graph`);
} else {
  writeFileSync(README, current);
}

function cruise() {
  const cruiser = 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs';
  const args = [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src', 'dialogs'];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 26 })).modules;
}

/** All adapters are one room. The composition root (files of `src` itself) reaches every room: drawn, it would hide the rest. */
function roomOf(path) {
  const [, room] = /^(src\/[^/]+|dialogs|locales)\//.exec(path) ?? [];
  return room;
}

function draw(modules) {
  const rooms = new Map();
  const arrows = new Set();
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
      arrows.add(`  ${idOf(from)} --> ${idOf(to)}`);
    }
  }
  const boxes = [...rooms].map(([room, inside]) => `  ${idOf(room)}["${labelOf(room, inside)}"]`);
  return ['```mermaid', 'flowchart TD', ...boxes.sort(), ...[...arrows].sort(), '```'].join('\n');
}

/** What the pattern's group finds: one name, or none. */
function namesIn(pattern, path) {
  return pattern.exec(path)?.slice(1) ?? [];
}

function openRoom(rooms, name) {
  const room = rooms.get(name) ?? { adapters: new Set(), libraries: new Set() };
  rooms.set(name, room);
  return room;
}

/** A room, the adapters in it, and the libraries it uses. */
function labelOf(room, { adapters, libraries }) {
  const list = (names) => [...names].sort().join(', ');
  const lines = [`<b>${room}</b>`, list(adapters), adapters.size > 0 ? '' : list(libraries)];
  return lines.filter((line) => line !== '').join('<br/>');
}

function idOf(room) {
  return room.replace('src/', '');
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
