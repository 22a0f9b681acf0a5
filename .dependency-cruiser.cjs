const npm = '^node_modules/';
const framework = '^node_modules/(botbuilder|botframework)';
const node =
  '^(node:)?(crypto|fs|path|http|https|net|tls|url|os|util|events|stream|timers|zlib|perf_hooks|child_process)';
/** Runs before the product does. */
const build = '^src/(mail|web)/build\\.mjs$';

/** What each folder may import; every other import is an error. The table is docs/development.md#folders. */
const mayImport = {
  'src/domain': ['^src/domain/', `${npm}stdnum/`],
  'src/timing': ['^src/(timing|domain)/'],
  'src/policy': ['^src/(policy|ports|domain)/'],
  'src/ports': ['^src/(ports|domain)/'],
  'src/recovery': ['^src/(recovery|policy|ports|domain)/', '^(node:)?crypto$'],
  'src/i18n': ['^src/(i18n|ports|domain)/', '^locales/', `${npm}(intl-messageformat|zod)/`],
  'src/mail': ['^src/(mail|ports|domain|i18n)/'],
  dialogs: ['^dialogs/', '^src/(recovery|ports|domain|i18n)/', '^locales/', `${npm}zod/`, framework],
  'src/bot': ['^src/(bot|timing|ports|domain|i18n)/', '^dialogs/', framework, `${npm}(zod|axios)/`, node],
  'src/http': [
    '^src/(http|timing|ports|domain|recovery|i18n)/',
    '^src/bot/api/',
    `${npm}(restify|@types/restify|zod|ws|@types/ws|rate-limiter-flexible|ipaddr\\.js)/`,
    node,
  ],
  'src/cli/chat': ['^src/(cli/chat|timing|domain|i18n)/', `${npm}zod/`, '^(node:)?(fs|readline|timers|util)'],
};

const arrows = Object.entries(mayImport).map(([folder, allowed]) => ({
  name: `${folder.replace(/\W/g, '-')}-keeps-its-arrows`,
  comment: `${folder} may import only ${allowed.join(' ')}. Put what it needs behind a port, or move the code to the folder it belongs to.`,
  severity: 'error',
  from: { path: `^${folder}/`, pathNot: [build] },
  to: { pathNot: allowed },
}));

module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'framework-enters-by-two-doors',
      comment:
        'Import it through dialogs/framework.ts or src/bot/framework.ts, the only two modules that name the library.',
      severity: 'error',
      from: { path: '^(src|dialogs)/', pathNot: '^(dialogs|src/bot)/framework\\.ts$' },
      to: { path: framework },
    },
    {
      name: 'adapters-know-ports-and-their-own-library',
      comment:
        'An adapter imports the domain, the ports, the shared time-out, its own folder and npm; never another adapter, a use case or the framework.',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: { path: '^(src|dialogs|locales)/', pathNot: ['^src/adapters/$1/', '^src/(ports|domain|timing)/'] },
    },
    {
      name: 'only-the-composition-root-imports-adapters',
      severity: 'error',
      from: { path: '^(src|dialogs)/', pathNot: '^src/(app|cli|adapters)/|^src/main\\.ts$' },
      to: { path: '^src/adapters/' },
    },
    {
      name: 'nothing-imports-the-composition-root',
      severity: 'error',
      from: { path: '^(src|dialogs)/', pathNot: '^src/(app|cli)/|^src/main\\.ts$' },
      to: { path: '^src/(app|cli)/|^src/main\\.ts$' },
    },
    {
      name: 'policy-comes-as-options',
      comment: 'Take the number as an option; the composition root passes it from src/policy.',
      severity: 'error',
      from: { path: '^(src|dialogs)/', pathNot: '^src/(app|config|cli|recovery|policy)/' },
      to: { path: '^src/policy/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-dev-dependencies-in-production',
      severity: 'error',
      from: { path: '^(src|dialogs)/', pathNot: build },
      to: { dependencyTypes: ['npm-dev'], pathNot: `${npm}@types/` },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
  },
};
