import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

/**
 * Tests that need bash, POSIX signals and symlinked commands, which Windows does not have. There, the end-to-end job of CI
 * runs the action on a real runner instead.
 */
const needsPosix = [
  'test/integration/github/**',
  'test/fault-injection/**',
  'test/integration/ci-parity/**',
  'test/integration/circleci/run.test.ts',
  'test/integration/gitlab/{frame,loader,outputs,override,run}.test.ts',
  'test/repo/{circleci-config,e2e,gitlab-pipeline}.test.ts',
  'test/unit/ci-providers.test.ts',
];
const onWindows = process.platform === 'win32';
if (onWindows) console.warn(`NOT RUN on Windows: ${needsPosix.join(', ')}`);

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // They import JSON without an attribute, which Node.js refuses and Vite does not.
    server: { deps: { inline: ['@actions/workflow-parser', '@actions/expressions'] } },
    globalSetup: 'test/global-setup.ts',
    exclude: [...configDefaults.exclude, ...(onWindows ? needsPosix : [])],
    // Most tests wait for processes, so one worker more than the number of processors costs nothing.
    maxWorkers: availableParallelism() + 1,
    // Process-level tests start npm and Node.js many times; the limit allows for a much slower machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
