const npm = '^node_modules/';
const framework = '^node_modules/(botbuilder|botframework)';
const node =
  '^(node:)?(crypto|fs|path|http|https|net|tls|url|os|util|events|stream|timers|zlib|perf_hooks|child_process)';
/** Build scripts, not part of the service. */
const buildScripts = '\\.mjs$';
/** The composition root: its folders, and the entry point of the service, which is the only file outside of a folder. */
const compositionRoot = '^src/(app|cli)/|^src/[^/]+$';

/** What each folder may import; every other import is an error. The table is docs/development.md#folders. */
const mayImport = {
  'src/domain': ['^src/domain/', `${npm}stdnum/`],
  'src/timing': ['^src/(timing|domain)/'],
  'src/policy': ['^src/(policy|ports|domain)/'],
  'src/ports': ['^src/(ports|domain)/'],
  'src/recovery': ['^src/(recovery|ports|domain)/', '^(node:)?crypto$'],
  'src/i18n': ['^src/(i18n|ports|domain)/', '^locales/', `${npm}(intl-messageformat|zod)/`],
  'src/understanding': ['^src/(understanding|domain)/', '^locales/', `${npm}zod/`, '^(node:)?(fs|path)$'],
  'src/mail': ['^src/(mail|ports|domain|i18n)/'],
  dialogs: ['^dialogs/', '^src/(recovery|ports|domain|i18n|understanding)/', '^locales/', `${npm}zod/`, framework],
  'src/bot': ['^src/(bot|timing|ports|domain|i18n)/', '^dialogs/', framework, `${npm}(zod|axios|htmlparser2)/`, node],
  'src/http': [
    '^src/(http|timing|ports|domain|recovery|i18n)/',
    '^src/bot/api/',
    `${npm}(restify|@types/restify|zod|ws|@types/ws|rate-limiter-flexible|ipaddr\\.js)/`,
    node,
  ],
  'src/cli/chat': ['^src/(cli/chat|timing|domain|i18n)/', `${npm}zod/`, '^(node:)?(fs|readline|timers|util)'],
};

const folderRules = Object.entries(mayImport).map(([folder, allowed]) => ({
  name: `${folder.replace(/\W/g, '-')}-allowed-imports`,
  comment: `${folder} may import only ${allowed.join(' ')}. Put the dependency behind a port, or move the code to the folder that may import it.`,
  severity: 'error',
  from: { path: `^${folder}/`, pathNot: [buildScripts] },
  to: { pathNot: allowed },
}));

module.exports = {
  forbidden: [
    ...folderRules,
    {
      // The only rule that names files: docs/decisions/0001-botbuilder-through-two-modules.md prescribes these two.
      name: 'framework-through-two-modules',
      comment:
        'Import the library through dialogs/framework.ts or src/bot/framework.ts, the only two modules that name it.',
      severity: 'error',
      from: { path: '^(src|dialogs)/', pathNot: '^(dialogs|src/bot)/framework\\.ts$' },
      to: { path: framework },
    },
    {
      name: 'adapters-import-ports-and-their-own-library',
      comment:
        'An adapter may import the domain, the ports, src/timing, its own folder and npm packages, but no other adapter, use case or dialog.',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: { path: '^(src|dialogs|locales)/', pathNot: ['^src/adapters/$1/', '^src/(ports|domain|timing)/'] },
    },
    {
      name: 'only-the-composition-root-imports-adapters',
      severity: 'error',
      from: { path: '^(src|dialogs)/', pathNot: ['^src/adapters/', compositionRoot] },
      to: { path: '^src/adapters/' },
    },
    {
      name: 'nothing-imports-the-composition-root',
      severity: 'error',
      from: { path: '^(src|dialogs)/', pathNot: compositionRoot },
      to: { path: compositionRoot },
    },
    {
      name: 'policy-comes-as-options',
      comment: 'Take the number as an option; the composition root passes it from src/policy.',
      severity: 'error',
      from: { path: '^(src|dialogs)/', pathNot: '^src/(app|config|cli|policy)/' },
      to: { path: '^src/policy/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-dev-dependencies-in-production',
      severity: 'error',
      from: { path: '^(src|dialogs)/', pathNot: buildScripts },
      to: { dependencyTypes: ['npm-dev'], pathNot: `${npm}@types/` },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
  },
};
