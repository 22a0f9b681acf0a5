import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Time, randomness and the environment are read through ports and the configuration. Each message names the replacement. */
const ambient = [
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Use the Clock port.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Use the Clock port.' },
  { selector: "CallExpression[callee.name='Date']", message: 'Use the Clock port.' },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Use the Random port.',
  },
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'Read it in src/config/config.ts.',
  },
];
const randomness = ['randomBytes', 'randomInt', 'randomUUID', 'randomFillSync'].map((name) => ({
  selector: `ImportSpecifier[imported.name='${name}']`,
  message: 'Use the Random port. Only src/adapters/system generates randomness.',
}));

export default tseslint.config(
  { ignores: ['dist/', 'coverage/'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    // These two projects contain every file. The project service would load two more programs with the same files.
    languageOptions: {
      parserOptions: { project: ['tsconfig.json', 'src/web/tsconfig.json'], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      // Counts a switch as one decision, because a switch over a closed union is easy to read however long it is.
      complexity: ['error', { max: 8, variant: 'modified' }],
      'max-params': ['error', 3],
      'no-console': 'error',
    },
  },
  {
    files: ['src/**', 'dialogs/**'],
    ignores: ['src/adapters/system/**', 'src/config/config.ts', 'src/web/**'],
    rules: { 'no-restricted-syntax': ['error', ...ambient, ...randomness] },
  },
  {
    files: ['test/**'],
    rules: {
      // Tests destructure objects whose methods are closures and do not use `this`.
      '@typescript-eslint/unbound-method': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='jest'][property.name=/^(mock|doMock|unstable_mockModule)$/]",
          message: 'Pass a fake of the port instead of replacing a module.',
        },
        {
          selector: 'MemberExpression[property.name=/^(skip|only)$/][object.name=/^(it|test|describe)$/]',
          message: 'Do not skip tests. For a test that needs a program, use describeWith().',
        },
      ],
    },
  },
  {
    files: ['**/*.{mjs,cjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        module: 'writable',
        process: 'readonly',
        console: 'readonly',
        require: 'readonly',
        __dirname: 'readonly',
        URL: 'readonly',
      },
    },
  },
);
