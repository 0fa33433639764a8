import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inputRow, isInputName } from '../../../src/schema/inputs.js';
import { outputNames, outputVariable } from '../../../src/schema/outputs.js';
import { workspaceId } from '../../fakes/platform.js';
import { runProcess } from '../../fakes/run-process.js';
import { makeToken } from '../../fakes/tokens.js';
import { runsAll } from '../../nightly.js';
import { filesBelow, filesWith, minimalVersion, pathWithNtcli, startTestEnv } from '../github/test-env.js';

let testEnv: Awaited<ReturnType<typeof startTestEnv>>;
beforeAll(async () => {
  testEnv = await startTestEnv();
});
afterAll(() => testEnv.close());

interface Run {
  readonly code: number | null;
  readonly log: string;
  readonly outputs: Record<string, string>;
}

/** Starts the engine file as a job of GitLab or CircleCI does: inputs are variables, outputs are read from its file. */
async function engine(
  system: 'gitlab' | 'circleci',
  inputs: Record<string, string>,
  directories: readonly string[] = [],
): Promise<Run> {
  const directory = mkdtempSync(join(tmpdir(), `${system}-`));
  for (const name of directories) mkdirSync(join(directory, name));
  const outputFile = join(directory, system === 'gitlab' ? 'ntcli-deploy.env' : 'bash-env');
  if (system === 'circleci') appendFileSync(outputFile, '');
  const variables = Object.entries(inputs).map(([name, value]) => [
    (isInputName(name) && inputRow(name).variable) || name,
    value,
  ]);
  const { code, output: log } = await runProcess(process.execPath, [resolve('dist/ntcli-deploy.mjs')], {
    cwd: directory,
    env: {
      PATH: process.env.PATH,
      HOME: directory,
      TMPDIR: tmpdir(),
      ...(system === 'gitlab'
        ? { GITLAB_CI: 'true', CI_PROJECT_DIR: directory }
        : { CIRCLECI: 'true', BASH_ENV: outputFile }),
      ...Object.fromEntries(variables),
    },
  });
  const lines = existsSync(outputFile) ? readFileSync(outputFile, 'utf8').split('\n') : [];
  const outputs = outputNames.flatMap((name) => {
    const line = lines.findLast((one) => one.replace(/^export /, '').startsWith(`${outputVariable(name)}=`));
    return line === undefined ? [] : [[name, line.slice(line.indexOf('=') + 1).replace(/^'(.*)'$/, '$1')]];
  });
  expect(
    filesBelow(directory).filter((file) => file.includes('ntcli-deploy-') && file.includes('/')),
  ).toEqual([]);
  const left = filesWith(inputs.token || testEnv.token, directory).filter((file) => !file.includes('/'));
  expect(left, 'files with the token').toEqual([]);
  rmSync(directory, { recursive: true, force: true });
  return { code, log, outputs: Object.fromEntries(outputs) };
}

async function github({ PATH, ...inputs }: Record<string, string>): Promise<Run> {
  const job = testEnv.job();
  const { code, log, outputs } = await job.main(
    { ...inputs, 'export-token': 'false' },
    { env: PATH ? { PATH } : {} },
  );
  return { code, log: log.join('\n'), outputs };
}

const systems = [
  { system: 'GitHub', run: github },
  { system: 'GitLab', run: (inputs: Record<string, string>) => engine('gitlab', inputs) },
  { system: 'CircleCI', run: (inputs: Record<string, string>) => engine('circleci', inputs) },
];

interface Scenario {
  readonly scenario: string;
  /** Installs ntcli with npm at night, instead of using one on PATH. Tests of each system do it always. */
  readonly installs?: true;
  readonly inputs?: () => Record<string, string>;
  readonly before?: () => void;
  readonly after?: () => void;
  readonly exit: number;
  readonly says: string;
  readonly outputs: Record<string, string>;
}

const scenarios: Scenario[] = [
  {
    scenario: 'success',
    installs: true,
    exit: 0,
    says: '✓ ai.nimbletools/echo deployed and healthy: http',
    outputs: {
      'ntcli-version': runsAll ? minimalVersion : '0.4.4',
      'workspace-id': workspaceId,
      'workspace-name': 'my-workspace',
      'server-id': 'echo',
      'deploy-status': 'deployed',
      'health-status': 'healthy',
    },
  },
  {
    scenario: 'an expired token',
    inputs: () => {
      const token = makeToken({ exp: Math.floor(Date.now() / 1000) - 3600 });
      testEnv.platform.tokens.set(token, { access: 'full' });
      return { token };
    },
    exit: 3,
    says: 'The token has expired: It expired on ',
    outputs: { 'token-status': 'expired', 'token-days-left': '-1' },
  },
  {
    scenario: 'a missing token',
    inputs: () => ({ token: '' }),
    exit: 3,
    says: 'NTCLI_TOKEN is missing',
    outputs: { 'token-status': 'missing', 'deploy-status': 'skipped' },
  },
  {
    scenario: 'the text $NTCLI_TOKEN',
    inputs: () => ({ token: '$NTCLI_TOKEN' }),
    exit: 3,
    says: 'NTCLI_TOKEN was not expanded: The value is the literal text $NTCLI_TOKEN.',
    outputs: {},
  },
  {
    scenario: 'an unknown workspace',
    inputs: () => ({ workspace: 'no-such-one' }),
    exit: 4,
    says: `Workspace not found: No workspace named no-such-one. This token can access: my-workspace (${workspaceId}).`,
    outputs: {},
  },
  {
    scenario: 'a refused deploy',
    before: () => testEnv.platform.script('POST', /\/servers$/, { status: 422, body: { detail: 'no' } }),
    exit: 6,
    says: 'The deploy was refused: ai.nimbletools/echo: ntcli exited with 1: no.',
    outputs: {
      'workspace-id': workspaceId,
      'server-id': 'echo',
      'deploy-status': 'failed',
      'health-status': 'skipped',
    },
  },
  {
    scenario: 'a server that is not healthy',
    before: () => {
      // A new server: an update would leave the old process in place.
      testEnv.platform.servers.clear();
      testEnv.platform.options.settlesAs = 'Failed';
    },
    after: () => {
      testEnv.platform.servers.clear();
      testEnv.platform.options.settlesAs = 'Running';
    },
    exit: 7,
    says: 'The server is not healthy: echo failed',
    outputs: { 'deploy-status': 'deployed', 'health-status': 'unhealthy' },
  },
];

/** Inputs, and the PATH, of a run with an ntcli on PATH. */
const preinstalled = () => ({
  'npm-registry': '',
  'ntcli-version': '',
  'ntcli-package': 'preinstalled',
  PATH: pathWithNtcli(testEnv.job(), 'published'),
});

describe.each(scenarios)('$scenario', ({ installs, inputs, before, after, exit, says, outputs }) => {
  it.each(systems)('on $system', async ({ run }) => {
    before?.();
    const result = await run({
      ...testEnv.inputs,
      ...(installs && runsAll ? {} : preinstalled()),
      ...inputs?.(),
    });
    after?.();
    expect(result.log).toContain(says);
    expect(result.code).toBe(exit);
    expect(result.outputs).toMatchObject(outputs);
    const { token = testEnv.token } = inputs?.() ?? {};
    expect(result.log).not.toContain(token.length > 20 ? token : testEnv.token);
  });
});

describe('the engine', () => {
  const shellTracing = 'Shell tracing is enabled';
  const debugOutput = 'Debug output of Node.js is enabled';
  it.each([
    ['CI_DEBUG_TRACE', { CI_DEBUG_TRACE: '1' }, shellTracing],
    ['an exported set -x', { SHELLOPTS: 'braceexpand:xtrace' }, shellTracing],
    ['NODE_DEBUG', { NODE_DEBUG: 'http' }, debugOutput],
    ['DEBUG', { DEBUG: 'express,https-*' }, debugOutput],
  ])('is refused with %s', async (_, variables, title) => {
    for (const system of ['gitlab', 'circleci'] as const) {
      const { code, log } = await engine(system, { ...testEnv.inputs, ...variables });
      expect(code).toBe(2);
      expect(log).toContain(title);
      expect(log).not.toContain(testEnv.token.slice(0, 12));
    }
  });

  it('takes the token out of the named variable, and no other in its place', async () => {
    const named = { ...testEnv.inputs, 'token-variable': 'STAGING_TOKEN', command: 'check' };
    const absent = await engine('gitlab', named);
    expect(absent.code).toBe(3);
    expect(absent.log).toContain('STAGING_TOKEN is empty');
    const present = await engine('gitlab', { ...named, token: '$WRONG', STAGING_TOKEN: testEnv.token });
    expect(present.code).toBe(0);
  });

  it('does not fail a deploy because its report cannot be written', async () => {
    const { code, log } = await engine('gitlab', { ...testEnv.inputs, ...preinstalled() }, [
      'ntcli-deploy-report.md',
    ]);
    expect(code).toBe(0);
    expect(log).toContain('Could not write the report');
  });
});
