import { availableParallelism } from 'node:os';

/** Packages that ship ES modules only. Jest needs them compiled to CommonJS. */
const esmOnly = [
  'intl-messageformat',
  '@formatjs',
  'jose',
  'node-pg-migrate',
  'micromark[^/]*',
  'decode-named-character-reference',
  'character-entities',
];

export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/drills/'],
  // Three workers for two cores, because many tests wait for a process, a browser or a time-out and use no CPU then.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  // Ends tests that hang. It is long so that a busy machine fails no test.
  testTimeout: 180_000,
  globalSetup: '<rootDir>/test/support/environment/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/environment/global-teardown.ts',
  testEnvironment: '<rootDir>/test/support/environment/test-environment.ts',
  reporters: ['default', '<rootDir>/test/support/jest/summary-reporter.cjs'],
  transform: {
    '^.+\\.(ts|js)$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
};
