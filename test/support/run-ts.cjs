/* eslint-disable @typescript-eslint/no-require-imports -- what runs before the first import cannot be imported */
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

/** Lets Node run TypeScript as Jest does, types dropped and not checked: `node --require test/support/run-ts.cjs some.ts`. */
require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    swcrc: false,
    sourceMaps: 'inline',
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  module._compile(code, filename);
};
