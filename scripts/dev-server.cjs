/* eslint-disable @typescript-eslint/no-require-imports -- the service is CommonJS and shares the module cache with this file */
const { dependencies } = require('../package.json');

/**
 * Loads the libraries at once, which is the slowest part of a start, and the built service on the first message. `dev.mjs` keeps one such
 * process ready for the next restart.
 */
for (const name of Object.keys(dependencies)) require(name);
process.once('message', () => {
  process.disconnect();
  require('../dist/src/main.js');
});
