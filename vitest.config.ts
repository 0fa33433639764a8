import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { machineNode } from './test/machine-node.js';

/**
 * Tests that need bash, POSIX signals and symlinked commands, which Windows does not have. There, the end-to-end job of CI
 * runs the action on a real runner instead.
 */
const needsPosix = [
  'test/integration/github/!(deploy|deploy-with-api|failures|health|incomplete-lists|token).test.ts',
  'test/fault-injection/**',
  'test/integration/ci-parity/**',
  'test/integration/circleci/{recipes,run,sweep}.test.ts',
  'test/integration/gitlab/{frame,loader,outputs,override,recipes,run}.test.ts',
  'test/repo/{circleci-config,e2e,gitlab-pipeline}.nightly.test.ts',
  'test/integration/terminal/**',
  'test/unit/ci-providers.test.ts',
];
const onWindows = process.platform === 'win32';
if (onWindows) console.warn(`NOT RUN on Windows: ${needsPosix.join(', ')}`);

// In CI, workers and what tests start with `process.execPath` run with the Node.js of the machine. Elsewhere they run with
// GitHub's, which needs half the time to start a process.
if (process.env.CI) process.execPath = machineNode;

// Tests create the directories of a machine, which other users cannot write to on a real one: with a umask of 000 the action
// would refuse them. Workers inherit this. Tests of a job with that umask set it themselves.
const umask = process.umask(0o022);
process.umask(umask | 0o022);

/** `npm test` runs what takes seconds; `npm run test:all` (`--mode all`) also runs what `test/nightly.ts` marks. */
export default defineConfig(({ mode }) => {
  // A variable, because projects evaluate this file again, in the default mode. Workers inherit it.
  if (mode === 'all') process.env.TEST_SET = 'all';
  const isAll = process.env.TEST_SET === 'all';
  const exclude = [
    ...configDefaults.exclude,
    ...(isAll ? [] : ['**/*.nightly.test.ts']),
    ...(onWindows ? needsPosix : []),
  ];
  const project = (name: string, include: string[]) => ({
    extends: true as const,
    test: { name, include, exclude },
  });
  return {
    test: {
      projects: [
        project('unit', ['test/unit/**/*.test.ts', 'test/repo/**/*.test.ts']),
        project('integration', ['test/integration/**/*.test.ts']),
        project('e2e', ['test/fault-injection/**/*.test.ts']),
      ],
      // Tests change nothing outside their module, so that a worker loads each module once.
      isolate: false,
      // They import JSON without an attribute, which Node.js refuses and Vite does not.
      server: { deps: { inline: ['@actions/workflow-parser', '@actions/expressions'] } },
      // `npm run coverage`: of what runs inside the test processes. The bundles that tests start are not counted.
      coverage: {
        include: ['src/**/*.ts'],
        reporter: ['text-summary', 'html'],
        reportOnFailure: true,
        // What it was when this was written, rounded down. It may rise.
        thresholds: { statements: 71, branches: 64, functions: 74, lines: 72 },
      },
      // Most tests wait for processes, so more workers than processors cost nothing.
      maxWorkers: 2 * availableParallelism(),
      // Process-level tests start npm and Node.js many times; the limit allows for a much slower machine.
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  };
});
