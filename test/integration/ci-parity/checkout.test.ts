import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkTree } from '../../../src/ntcli/install/integrity.js';
import { canaryCode, canaryFile, recordingNtcli, recordOf } from '../../fault-injection/fixtures.js';
import { runEngine } from '../../fault-injection/run-engine.js';
import { createSandbox, type Sandbox } from '../../fault-injection/sandbox.js';
import { githubNode } from '../../github-node.js';
import { firstRows } from '../../nightly.js';
import { packages, pathWithNtcli } from '../github/test-env.js';

/** Runs a test with a repository that has a package in `packages/a`, the working directory of the step. */
async function inRepository(body: (sandbox: Sandbox, cwd: string) => Promise<void>): Promise<void> {
  const sandbox = await createSandbox();
  const { checkout } = sandbox.job.places;
  const cwd = join(checkout, 'packages', 'a');
  mkdirSync(cwd, { recursive: true });
  // A submodule or a nested clone is not the whole checkout.
  mkdirSync(join(cwd, '.git'));
  await body(sandbox, cwd).finally(sandbox.end);
}

/** What tells each system the checkout. */
const systems: readonly (readonly [string, (checkout: string) => Record<string, string>])[] = [
  [
    'a terminal in a git repository',
    (checkout) => {
      mkdirSync(join(checkout, '.git'));
      return {};
    },
  ],
  ['CircleCI', (checkout) => ({ CIRCLECI: 'true', CIRCLE_WORKING_DIRECTORY: checkout })],
  [
    'CircleCI with a tilde',
    (checkout) => ({ CIRCLECI: 'true', CIRCLE_WORKING_DIRECTORY: '~/checkout', HOME: join(checkout, '..') }),
  ],
  ['GitLab', (checkout) => ({ GITLAB_CI: 'true', CI_PROJECT_DIR: checkout })],
];

/** A program of the checkout, in `node_modules/.bin` of its root, that must not be executed. */
function hostileProgram(sandbox: Sandbox, name: string, file: string): string {
  const modules = join(sandbox.job.places.checkout, 'node_modules');
  const program = join(modules, file);
  mkdirSync(join(program, '..'), { recursive: true });
  mkdirSync(join(modules, '.bin'));
  writeFileSync(program, `#!/usr/bin/env node\n${canaryCode(sandbox)}\n`, { mode: 0o755 });
  symlinkSync(program, join(modules, '.bin', name));
  return join(modules, '.bin');
}

describe.concurrent.each(systems)('on %s, from a directory below the root of the checkout', (_, declare) => {
  it('does not run an ntcli of ../../node_modules', () =>
    inRepository(async (sandbox, cwd) => {
      const { job } = sandbox;
      const bin = hostileProgram(sandbox, 'ntcli', '@nimbletools/ntcli/bin/ntcli.cjs');
      const manifest = { name: '@nimbletools/ntcli', version: '1.0.0', bin: { ntcli: 'bin/ntcli.cjs' } };
      writeFileSync(
        join(job.places.checkout, 'node_modules/@nimbletools/ntcli/package.json'),
        JSON.stringify(manifest),
      );
      const env = {
        ...declare(job.places.checkout),
        PATH: `${bin}${delimiter}${pathWithNtcli(job, 'published')}`,
      };
      const { code, raw } = await runEngine(sandbox, { cwd, env });
      expect(existsSync(canaryFile(sandbox)), 'the hostile ntcli was executed').toBe(false);
      expect(code, raw).toBe(0);
    }));

  it('writes no session to a TMPDIR inside the checkout, and says why', () =>
    inRepository(async (sandbox, cwd) => {
      const { job } = sandbox;
      const temp = join(job.places.checkout, 'temp');
      const { env } = recordingNtcli(sandbox);
      const { code, raw } = await runEngine(sandbox, {
        cwd,
        env: { ...declare(job.places.checkout), ...env, TMPDIR: temp },
      });
      expect(code, raw).toBe(0);
      expect(raw).toContain(`${temp} is not used for temporary files: it is inside the checkout`);
      const { env: seen } = JSON.parse(readFileSync(recordOf(sandbox), 'utf8'));
      expect(seen.HOME).not.toContain(job.places.checkout);
      expect(existsSync(temp) ? readdirSync(temp) : []).toEqual([]);
    }));
});

// The same search as that for ntcli, and an install each.
describe.concurrent.each(firstRows(1, [...systems]))(
  'on %s, from a directory below the root of the checkout',
  (_, declare) => {
    it('does not run an npm of ../../node_modules', () =>
      inRepository(async (sandbox, cwd) => {
        const { job } = sandbox;
        const registry = await sandbox.startRegistry([packages.documented]);
        const bin = hostileProgram(sandbox, 'npm', 'npm/bin/npm-cli.js');
        const { code, raw } = await runEngine(sandbox, {
          cwd,
          // This Node.js has no npm next to it.
          file: githubNode,
          env: {
            ...declare(job.places.checkout),
            PATH: `${bin}${delimiter}${process.env.PATH}`,
            NTCLI_PACKAGE: '',
            NTCLI_VERSION: '1.0.0',
            NTCLI_NPM_REGISTRY: registry.url,
          },
        });
        expect(existsSync(canaryFile(sandbox)), 'the hostile npm was executed').toBe(false);
        expect(code, raw).toBe(0);
      }));
  },
);

describe.concurrent('a tool cache with a valid fingerprint', () => {
  const inRepositoryRoot: readonly (readonly [
    string,
    (checkout: string) => Record<string, string>,
    string,
  ])[] = [
    [
      'XDG_CACHE_HOME is inside the checkout',
      (checkout) => ({ XDG_CACHE_HOME: join(checkout, 'cache') }),
      'cache',
    ],
    ['HOME is the checkout', (checkout) => ({ HOME: checkout, XDG_CACHE_HOME: '' }), '.cache'],
  ];
  it.each(inRepositoryRoot)('is not used if %s, and the log says why', (_, variables, place) =>
    inRepository(async (sandbox, cwd) => {
      const { job } = sandbox;
      const { checkout } = job.places;
      mkdirSync(join(checkout, '.git'));
      const registry = await sandbox.startRegistry([packages.documented]);
      const npm = { NTCLI_PACKAGE: '', NTCLI_VERSION: '1.0.0', NTCLI_NPM_REGISTRY: registry.url };
      const outside = sandbox.outside('cache');
      await runEngine(sandbox, { cwd, env: { ...npm, XDG_CACHE_HOME: outside } });
      const cache = join(checkout, place, 'ntcli-deploy');
      cpSync(join(outside, 'ntcli-deploy'), cache, { recursive: true });
      await changeProgram(cache, sandbox);
      const { code, raw } = await runEngine(sandbox, { cwd, env: { ...npm, ...variables(checkout) } });
      expect(existsSync(canaryFile(sandbox)), 'the ntcli of the checkout was executed').toBe(false);
      expect(raw).toContain(`Tool cache not used: ${cache} is inside the checkout`);
      expect(code, raw).toBe(0);
    }),
  );
});

/** Replaces the program of the only copy in a tool cache, and its fingerprint. */
async function changeProgram(cache: string, sandbox: Sandbox): Promise<void> {
  const files = readdirSync(cache, { recursive: true, encoding: 'utf8' });
  const seal = join(cache, files.find((file) => file.endsWith('ntcli-deploy.fingerprint')) ?? '');
  const program = files.find((file) => file.endsWith('@nimbletools/ntcli/bin/ntcli.js')) ?? '';
  const hostile = `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(canaryFile(sandbox))}, '');`;
  writeFileSync(join(cache, program), hostile);
  const check = await checkTree(join(seal, '..'), ['ntcli-deploy.fingerprint']);
  if (!check.ok) throw new Error(check.problem);
  writeFileSync(seal, check.fingerprint);
}
