import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** What reads the world's state enters through ports; each ban says where to go instead. */
const ambient = [
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Ask the Clock port.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Ask the Clock port.' },
  { selector: "CallExpression[callee.name='Date']", message: 'Ask the Clock port.' },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Ask the Random port.',
  },
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'Read it in src/config/config.ts.',
  },
];
const randomness = ['randomBytes', 'randomInt', 'randomUUID', 'randomFillSync'].map((name) => ({
  selector: `ImportSpecifier[imported.name='${name}']`,
  message: 'Ask the Random port; only src/adapters/system makes randomness.',
}));

export default tseslint.config(
  { ignores: ['dist/', 'coverage/'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    // These two hold every file. The project service would load a third and a fourth program, with the same files in them.
    languageOptions: {
      parserOptions: { project: ['tsconfig.json', 'src/web/tsconfig.json'], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      // A switch over a closed union reads as one decision, however many members it has.
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
      // What tests take apart are closures: nothing here has a `this`.
      '@typescript-eslint/unbound-method': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='jest'][property.name=/^(mock|doMock|unstable_mockModule)$/]",
          message: 'Hand in a fake that obeys the port instead of replacing a module.',
        },
        {
          selector: 'MemberExpression[property.name=/^(skip|only)$/][object.name=/^(it|test|describe)$/]',
          message: 'Name the missing tool with describeWith(); nothing else is skipped.',
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
