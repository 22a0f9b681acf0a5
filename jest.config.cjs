/** Packages that ship ES modules only: Jest's own loader needs them turned into CommonJS, Node does not. */
const esmOnly = ['intl-messageformat', '@formatjs', 'jose', 'node-pg-migrate'];

module.exports = {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testTimeout: 30_000,
  reporters: ['default', '<rootDir>/test/support/closing-reporter.cjs'],
  transform: {
    '^.+\\.(ts|js)$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
};
