const everyDay = require('./jest.config.cjs');

/** The long tests: `npm run test:drills`. One after the other, since several of them load both cores by themselves. */
module.exports = {
  ...everyDay,
  testMatch: ['<rootDir>/test/drills/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};
