// The coarse import rules, on the resolved graph; libs/architecture.spec.ts has the fine ones and says why at greater length.

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one thing; name the third they share.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-unresolved',
      comment: 'The import leads nowhere: across libs write #libs/<lib>/<file>.js, inside a lib ./<file>.js.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'libs-know-no-app',
      comment: 'Apps are put together from libs, never the other way round.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(apps|bench)/' },
    },
    {
      name: 'apps-do-not-share',
      comment: 'What two apps need is a lib. The demo is the one that starts the server; so do tests of commands that speak to one.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: ['^apps/demo/', '^apps/cli/test/'] },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'steps-do-not-know-steps',
      comment: 'A step that needs another is a workflow.',
      severity: 'error',
      from: { path: '^libs/steps/([^/]+)/' },
      to: { path: '^libs/steps/[^/]+/', pathNot: '^libs/steps/$1/' },
    },
    {
      name: 'vendors-do-not-know-vendors',
      comment: 'A connector is one folder that can be deleted.',
      severity: 'error',
      from: { path: '^libs/connectors/([^/]+)/' },
      to: { path: '^libs/connectors/[^/]+/', pathNot: '^libs/connectors/$1/' },
    },
    {
      name: 'tests-are-leaves',
      comment: 'Code that is shipped does not import tests.',
      severity: 'error',
      from: { pathNot: '(spec\\.ts$|^libs/testing/|/test/)' },
      to: { path: 'spec\\.ts$' },
    },
    {
      name: 'declared-packages-only',
      comment: 'Add the package to package.json, or use one that is there.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-dev-package-in-what-ships',
      comment: 'devDependencies are not in the image.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '(spec\\.ts$|^libs/testing/|/test/)' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data|apps/web)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
