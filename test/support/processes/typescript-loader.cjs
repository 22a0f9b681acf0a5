/* eslint-disable @typescript-eslint/no-require-imports -- what runs before the first import cannot be imported */
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

/** Folder of compiled files, named by the hash of their source. Otherwise each process of the service would compile 200 files. */
const CACHE = join(__dirname, '../../node_modules/.cache/run-ts');

/** Lets Node run TypeScript without checking types, as Jest does: `node --require test/support/processes/typescript-loader.cjs some.ts`. */
require.extensions['.ts'] = (module, filename) => {
  const source = readFileSync(filename, 'utf8');
  const name = createHash('sha256').update(`${VERSION}\n${filename}\n${source}`).digest('hex');
  module._compile(cached(`${name}.js`) ?? compile({ filename, source, name: `${name}.js` }), filename);
};

const VERSION = require('@swc/core/package.json').version;

function cached(name) {
  try {
    return readFileSync(join(CACHE, name), 'utf8');
  } catch {
    return undefined;
  }
}

function compile({ filename, source, name }) {
  const { code } = require('@swc/core').transformSync(source, {
    filename,
    swcrc: false,
    sourceMaps: 'inline',
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  mkdirSync(CACHE, { recursive: true });
  // Renamed only when complete, because other processes may read the file at the same time.
  const unfinished = join(CACHE, `${name}.${process.pid}`);
  writeFileSync(unfinished, code);
  renameSync(unfinished, join(CACHE, name));
  return code;
}
