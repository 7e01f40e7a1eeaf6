// ES modules throughout, so Jest runs with --experimental-vm-modules. Packages are loaded by Node, once for each worker.
const transform = {
  '/node_modules/.+\\.[cm]?js$': '<rootDir>/test/support/jest/packages.mjs',
  '^.+\\.tsx?$': [
    '@swc/jest',
    {
      swcrc: false,
      module: { type: 'es6' },
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', decorators: true, tsx: false },
        transform: {
          legacyDecorator: true,
          decoratorMetadata: true,
          useDefineForClassFields: false,
          react: { runtime: 'automatic', importSource: 'preact' },
        },
      },
    },
  ],
};

export default {
  testEnvironment: '<rootDir>/test/support/jest/worker-realm.mjs',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform,
  transformIgnorePatterns: [],
  testMatch: ['<rootDir>/src/**/*.test.ts?(x)', '<rootDir>/test/**/*.test.ts?(x)'],
  testPathIgnorePatterns: process.env.FURROW_TEST_LONG ? [] : ['\\.long\\.test\\.ts$'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  maxWorkers: 2,
  testSequencer: '<rootDir>/test/support/jest/longest-first.mjs',
  // No test is judged by its time: this only ends one that hangs, on a machine that may be busy with something else.
  testTimeout: 300_000,
};
