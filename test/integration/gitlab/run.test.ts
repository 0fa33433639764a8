import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { engineFile } from '../../../scripts/generate/engine.js';
import { product } from '../../../src/schema/constants.js';
import { startPlatform, workspaceId } from '../../fakes/platform.js';
import { runProcess } from '../../fakes/run-process.js';
import { makeToken } from '../../fakes/tokens.js';
import { firstRows, nightly } from '../../nightly.js';
import { hasProgram } from '../../programs.js';
import { filesWith, startTestEnv } from '../github/test-env.js';

/**
 * Runs the templates with gitlab-ci-local. It checks inputs less than GitLab does (interpolate.test.ts is for that), and
 * ends with 0 after some failures, so what counts is what it prints.
 */
const runner = resolve('node_modules/gitlab-ci-local/dist/index.js');
const hasRsync = hasProgram('rsync', '--version');

const title = 'the GitLab templates, run by gitlab-ci-local';
const sha256 = createHash('sha256').update(readFileSync(engineFile)).digest('hex');

const variablesFile = '.gitlab-ci-local-variables.yml';

let testEnv: Awaited<ReturnType<typeof startTestEnv>>;
let root: string;
beforeAll(async () => {
  testEnv = await startTestEnv();
  root = realpathSync(mkdtempSync(join(tmpdir(), 'gitlab-')));
});
afterAll(async () => {
  rmSync(root, { recursive: true, force: true });
  await testEnv.close();
});

interface Project {
  readonly component?: 'deploy' | 'check';
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly variables?: Readonly<Record<string, string>>;
  /** More of the user's own .gitlab-ci.yml. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Makes a repository that includes a component, and runs its pipeline. */
async function pipeline({ component = 'deploy', inputs = {}, variables, more = {} }: Project) {
  const directory = mkdtempSync(join(root, 'project-'));
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: directory, stdio: 'pipe' });
  cpSync('templates', join(directory, 'templates'), { recursive: true });
  const { token, workspace, server, ...common } = testEnv.inputs;
  const given = {
    workspace,
    domain: common.domain,
    engine: resolve(engineFile),
    'engine-sha256': sha256,
    ...(component === 'deploy'
      ? {
          server,
          'npm-registry': common['npm-registry'],
          'ntcli-version': common['ntcli-version'],
        }
      : {}),
    ...inputs,
  };
  const include = { local: `/templates/${component}.yml`, inputs: given };
  writeFileSync(
    join(directory, '.gitlab-ci.yml'),
    stringify({ include: [include], ...more }, { version: '1.1' }),
  );
  git('init', '--quiet', '--initial-branch=main');
  git('remote', 'add', 'origin', 'git@gitlab.example.com:acme/project.git');
  git('add', '.');
  git('-c', 'user.name=test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '--message=test');
  // Behind the commit: the place of project variables, which no repository holds. gitlab-ci-local names a directory of
  // an image although it uses none.
  writeFileSync(
    join(directory, variablesFile),
    stringify({
      CI_PROJECT_DIR: { type: 'variable', values: { '*': directory } },
      ...(variables ?? { NTCLI_TOKEN: token }),
    }),
  );

  const { output: log } = await runProcess(process.execPath, [runner, '--force-shell-executor'], {
    cwd: directory,
    env: { PATH: process.env.PATH, HOME: root, TMPDIR: root },
  });
  const read = (name: string) => {
    const file = join(directory, name);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  };
  return { directory, log, read };
}

describe.skipIf(!hasRsync)(hasRsync ? title : `SKIPPED, NO rsync: ${title}`, () => {
  it('deploys, and leaves outputs, link and report as artifacts, and the token nowhere', async () => {
    const { directory, log, read } = await pipeline({});
    expect(log).toContain('✓ ai.nimbletools/echo deployed');
    expect(log).toMatch(/ PASS .*deploy-to-nimbletools/);
    expect(testEnv.platform.servers.has(`${workspaceId}/echo`)).toBe(true);
    const url = `http://${testEnv.platform.domain}/${workspaceId}/echo/mcp`;
    expect(read(product.files.outputs)).toContain(`NTCLI_SERVER_URL=${url}\n`);
    expect(read(product.files.outputs)).toMatch(/^([A-Z_]+=(\S.*)?\n)+$/);
    expect(read(product.files.outputs)).not.toMatch(/^(NTCLI_TOKEN|NTCLI_VERSION)=/m);
    expect(read(product.files.annotations)).toContain(url);
    expect(read(product.files.report)).toContain('ai.nimbletools/echo');
    expect(log).not.toContain(testEnv.token);
    expect(filesWith(testEnv.token, directory)).toEqual([variablesFile]);
    expect(readdirSync(root).filter((name) => /^ntcli-/.test(name))).toEqual([]);
  });

  nightly(() => {
    it('lets the job of the same name in the including file add to it', async () => {
      const more = {
        'deploy-to-nimbletools': { before_script: ['echo "mine comes first"'], needs: ['test'] },
        test: { stage: 'test', script: ['echo "a test"'] },
      };
      const { log } = await pipeline({ more });
      expect(log).toMatch(/a test.*mine comes first.*✓ ai\.nimbletools\/echo deployed/s);
    });
  });

  nightly(() => {
    it('waits for the jobs in needs, when it is told to', async () => {
      const inputs = { start: 'after-needs', needs: ['prepare'], 'job-name': 'ship', stage: 'ship' };
      const more = { stages: ['ship'], prepare: { stage: 'ship', script: ['echo "ready"'] } };
      const { log } = await pipeline({ inputs, more });
      expect(log).toMatch(/ready.*✓ ai\.nimbletools\/echo deployed/s);
      expect(log).toMatch(/ PASS .*ship/);
    });
  });

  it.each<[string, Project, number, string]>(
    firstRows(1, [
      ['without a token', { variables: {} }, 3, 'NTCLI_TOKEN is missing'],
      [
        'with the name of a variable for a token',
        { variables: { NTCLI_TOKEN: '$$NTCLI_TOKEN' } },
        3,
        'NTCLI_TOKEN was not expanded',
      ],
      ['for an unknown workspace', { inputs: { workspace: 'no-such-one' } }, 4, 'Workspace not found'],
      [
        'with an engine of another release',
        { inputs: { 'engine-sha256': sha256.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) } },
        5,
        'Engine checksum mismatch',
      ],
      ['without an engine', { inputs: { engine: 'missing.mjs' } }, 5, 'The engine file cannot be read'],
    ]),
  )('fails %s', async (_, project, exit, says) => {
    const { log } = await pipeline(project);
    expect(log).toContain(`Error: ${says}`);
    expect(log).toMatch(new RegExp(`finished in .* FAIL ${exit} `));
    expect(log).not.toContain(testEnv.token);
  });

  nightly(() => {
    it('fails with an expired token before anything is installed', async () => {
      const expired = makeToken({ exp: Math.floor(Date.now() / 1000) - 3600 });
      const { log } = await pipeline({ variables: { NTCLI_TOKEN: expired } });
      expect(log).toMatch(/ FAIL 3 /);
      expect(log).not.toContain('From npm');
    });
  });

  nightly(() => {
    it('is amber when the token is close to expiry and `fail-on-expiring` is set', async () => {
      const expiring = makeToken({ exp: Math.floor(Date.now() / 1000) + 3 * 86_400 });
      testEnv.platform.tokens.set(expiring, { access: 'full' });
      const { log } = await pipeline({
        inputs: { 'fail-on-expiring': true },
        variables: { NTCLI_TOKEN: expiring },
      });
      expect(log).toContain('✓ ai.nimbletools/echo deployed');
      expect(log).toMatch(/ WARN 75 /);
    });
  });

  nightly(() => {
    it('checks the token, on a schedule alone', async () => {
      const rules = [{ if: '$CI_PIPELINE_SOURCE != "schedule"' }];
      const { log } = await pipeline({ component: 'check', inputs: { rules } });
      expect(log).toContain('my-workspace');
      expect(log).toMatch(/ PASS .*check-nimbletools-token/);
      expect(log).not.toContain('From npm');
      const other = await pipeline({ component: 'check' });
      expect(other.log).not.toContain('check-nimbletools-token starting');
    });
  });

  nightly(() => {
    it('does not run the before_script of the project, nor its after_script', async () => {
      const more = {
        default: { before_script: ['bundle install'], after_script: ['echo "theirs" >&2; false'] },
      };
      const { log } = await pipeline({
        component: 'check',
        inputs: { rules: [{ when: 'on_success' }] },
        more,
      });
      expect(log).toMatch(/ PASS .*check-nimbletools-token/);
      expect(log).not.toMatch(/bundle|theirs/);
    });
  });

  it('runs no engine and sends no token to a domain that an earlier job or the pipeline names', async () => {
    const hostile = 'console.log(`hostile engine: ${process.env.NTCLI_TOKEN ? "has the token" : ""}`);\n';
    const other = await startPlatform();
    const report = [
      'NTCLI_ENGINE=hostile.mjs',
      `NTCLI_ENGINE_SHA256=${createHash('sha256').update(hostile).digest('hex')}`,
      `NTCLI_DOMAIN=${other.domain}`,
    ];
    const build = {
      stage: 'build',
      script: [
        `printf '%s' '${hostile.trimEnd()}' > hostile.mjs && echo >> hostile.mjs`,
        ...report.map((line) => `echo '${line}' >> build.env`),
      ],
      artifacts: { paths: ['hostile.mjs'], reports: { dotenv: 'build.env' } },
    };
    const use = {
      stage: 'build',
      needs: ['build'],
      script: ['echo "of the report: $NTCLI_ENGINE $NTCLI_DOMAIN"'],
    };
    const { log } = await pipeline({
      inputs: { 'deploy-with': 'api' },
      variables: { NTCLI_TOKEN: testEnv.token, NTCLI_DOMAIN: other.domain },
      more: { build, use },
    });
    await other.close();
    // The report does reach later jobs.
    expect(log).toContain(`of the report: hostile.mjs ${other.domain}`);
    expect(log).not.toContain('hostile engine:');
    expect(log).toContain('✓ ai.nimbletools/echo deployed');
    expect(other.requests).toEqual([]);
  });
});
