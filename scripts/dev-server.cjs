/* eslint-disable @typescript-eslint/no-require-imports -- the service is CommonJS, and is to find its libraries loaded */
const { dependencies } = require('../package.json');

/** Loads the libraries, which takes longer than all else at a start, and the built service only on the first message. */
for (const name of Object.keys(dependencies)) require(name);
process.once('message', () => {
  process.disconnect();
  require('../dist/src/main.js');
});
