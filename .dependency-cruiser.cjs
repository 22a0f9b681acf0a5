const npm = '^node_modules/';
const framework = '^node_modules/(botbuilder|botframework)';
const node =
  '^(node:)?(crypto|fs|path|http|https|net|tls|url|os|util|events|stream|timers|zlib|perf_hooks|child_process)';
/** Runs before the product does. */
const build = '^src/(mail|web)/build\\.mjs$';

/** The arrow table of the design: from each room, everything it may reach; whatever else it reaches is an error. */
const mayReach = {
  'src/domain': ['^src/domain/'],
  'src/ports': ['^src/(ports|domain)/'],
  'src/recovery': ['^src/(recovery|ports|domain)/', '^(node:)?crypto$'],
  'src/i18n': ['^src/(i18n|ports|domain)/', '^locales/', '^node_modules/(intl-messageformat|zod)/'],
  'src/mail': ['^src/(mail|ports|domain|i18n)/'],
  dialogs: ['^dialogs/', '^src/(recovery|ports|domain|i18n)/', '^locales/', '^node_modules/zod/', framework],
  'src/bot': ['^src/(bot|ports|domain|i18n)/', '^dialogs/', framework, '^node_modules/(zod|axios)/', node],
  'src/http': [
    '^src/(http|ports|domain|recovery|i18n)/',
    '^src/bot/(bot|direct-line)\\.ts$',
    '^node_modules/(restify|@types/restify|zod|ws|@types/ws|rate-limiter-flexible|ipaddr\\.js)/',
    node,
  ],
  'src/terminal': ['^src/(terminal|domain|i18n)/', '^node_modules/zod/', '^(node:)?(fs|readline|timers|util)'],
};

const arrows = Object.entries(mayReach).map(([room, reach]) => ({
  name: `${room.replace(/\W/g, '-')}-keeps-its-arrows`,
  comment: `${room} may import only ${reach.join(' ')}. Put what it needs behind a port, or move the code to the room it belongs to.`,
  severity: 'error',
  from: { path: `^${room}/`, pathNot: ['^src/domain/cedula\\.ts$', build] },
  to: { pathNot: reach },
}));

module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'only-the-cedula-knows-stdnum',
      severity: 'error',
      from: { path: '^src/domain/cedula\\.ts$' },
      to: { pathNot: ['^src/domain/', `${npm}stdnum/`] },
    },
    {
      name: 'framework-enters-by-two-doors',
      comment: 'Import it through dialogs/framework.ts, or put the code into src/bot.',
      severity: 'error',
      from: { path: '^(src|dialogs)/', pathNot: '^(dialogs/framework\\.ts$|src/bot/)' },
      to: { path: framework },
    },
    {
      name: 'adapters-know-ports-and-their-own-library',
      comment:
        'An adapter reaches the domain, the ports, its own folder and npm; never another adapter, a use case or the framework.',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: { path: '^(src|dialogs|locales)/', pathNot: ['^src/adapters/$1/', '^src/(ports|domain)/'] },
    },
    {
      name: 'only-the-root-composes',
      severity: 'error',
      from: {
        path: '^(src|dialogs)/',
        pathNot:
          '^src/(compose|resources|mailing|measuring|log|settings/fields|audit|audit-verify|database-setup|target|main)\\.ts$|^src/adapters/',
      },
      to: { path: '^src/adapters/' },
    },
    {
      name: 'nobody-knows-the-root',
      severity: 'error',
      from: { path: '^(src|dialogs)/', pathNot: '^src/(compose|mailing|measuring|audit|target|main)\\.ts$' },
      to: { path: '^src/(compose|resources|mailing|measuring|audit|audit-verify|target|transport|main)\\.ts$' },
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
