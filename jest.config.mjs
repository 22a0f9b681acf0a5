import { availableParallelism } from 'node:os';

/** Packages that ship ES modules only: Jest's own loader needs them turned into CommonJS, Node does not. */
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
  // Three workers on two cores: many tests wait for a process, a browser or a time-out, and leave their core to another one.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  // No test waits for this: it only ends those that hang, on a machine that is busy with other things as well.
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
