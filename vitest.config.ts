import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

/**
 * Tests whose stand-ins are a machine with bash, signals, and commands that are links. Windows has none of them, and
 * there the end-to-end job of CI starts the action on a real runner instead.
 */
const needsPosix = [
  'test/integration/github/**',
  'test/fault-injection/**',
  'test/integration/ci-parity/**',
  'test/integration/circleci/run.test.ts',
  'test/integration/gitlab/{loader,run}.test.ts',
  'test/repo/{circleci-config,end-to-end,gitlab-pipeline}.test.ts',
  'test/unit/ci-providers.test.ts',
];
const onWindows = process.platform === 'win32';
if (onWindows) console.warn(`NOT RUN on Windows: ${needsPosix.join(', ')}`);

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/global-setup.ts',
    exclude: [...configDefaults.exclude, ...(onWindows ? needsPosix : [])],
    // Most tests wait for processes, so one worker more than there are processors costs nothing.
    maxWorkers: availableParallelism() + 1,
    // Process-level tests start npm and Node.js many times; the bound is for a machine that is much slower.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
