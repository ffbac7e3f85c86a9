// Jest in ESM mode over the TypeScript sources; Postgres is started by the first test that asks for it (libs/testing).
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const folders = ['libs', 'apps', 'bench', 'scripts', 'docker'];

/** @type {import('jest').Config} */
export default {
  roots: folders.filter((folder) => existsSync(new URL(folder, import.meta.url))).map((folder) => `<rootDir>/${folder}`),
  testMatch: ['**/*.spec.ts', '**/*.db-spec.ts', '**/*.e2e-spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/apps/web/'],
  testEnvironment: 'node',
  // Libraries' own globals outlive a file here; nothing is to be deleted from them, nor warned of.
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'], globalsCleanup: 'off' },
  extensionsToTreatAsEsm: ['.ts'],
  resolver: '<rootDir>/scripts/jest-resolver.cjs',
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false, verbatimModuleSyntax: true },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  globalSetup: '<rootDir>/libs/testing/jest-setup.ts',
  globalTeardown: '<rootDir>/libs/testing/jest-teardown.ts',
  maxWorkers: Math.max(2, availableParallelism() - 1),
  testTimeout: 20_000,
  watchman: false,
};
