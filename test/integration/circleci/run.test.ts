import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { product } from '../../../src/schema/constants.js';
import { inputNamesOn, inputRow } from '../../../src/schema/inputs.js';
import { noticeCatalogue } from '../../../src/schema/notices.js';
import { expandJob, readConfig } from '../../fakes/circleci-expand.js';
import { startProject } from '../../fakes/circleci-run.js';
import { startPlatform } from '../../fakes/platform.js';
import { makeToken } from '../../fakes/tokens.js';
import { minimalVersion, pathWithNtcli, startTestEnv } from '../github/test-env.js';

const engine = resolve('dist/ntcli-deploy.mjs');
const orb = readConfig(readFileSync('templates/circleci/orb.yml', 'utf8'));
const token = makeToken();

let platform: Awaited<ReturnType<typeof startPlatform>>;
let testEnv: Awaited<ReturnType<typeof startTestEnv>>;
let project: ReturnType<typeof startProject>;

beforeAll(async () => {
  testEnv = await startTestEnv();
});
beforeEach(async () => {
  platform = await startPlatform();
  platform.tokens.set(token, { access: 'full' });
  project = startProject();
  return async () => {
    project.end();
    await platform.close();
  };
});
afterAll(() => testEnv.close());

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** The steps of the orb's job against the fakes, and a later step that shows one variable. */
function steps(job: 'deploy' | 'check', args: Record<string, unknown> = {}, shown = 'NTCLI_SERVER_URL') {
  const source = { source: orb, orbs: {} };
  const toPlatform = { workspace: 'my-workspace', domain: platform.domain };
  const fromHere = { engine, 'engine-sha256': sha256(engine) };
  const ntcli = { 'npm-registry': testEnv.registry.url, 'ntcli-version': minimalVersion };
  const deploy = job === 'deploy' ? { server: 'ai.nimbletools/echo', ...ntcli } : {};
  return [
    ...expandJob(source, job, { ...toPlatform, ...fromHere, ...deploy, ...args }).steps,
    { kind: 'run', keys: { name: 'later', command: `printf %s "$${shown}"` } },
  ];
}

/** The inputs of the command setup. */
function setupInputs() {
  return {
    workspace: 'my-workspace',
    domain: platform.domain,
    engine,
    'engine-sha256': sha256(engine),
    'ntcli-package': 'preinstalled',
  };
}

describe('the job deploy of the orb', () => {
  it('deploys, hands outputs to later steps and keeps the report', async () => {
    const result = await project.run(steps('deploy'), { context: { NTCLI_TOKEN: token } });
    const [first, later] = [result.steps[0], result.steps.at(-1)];
    expect(first?.log).toContain('ai.nimbletools/echo');
    expect(result.code).toBe(0);
    expect([...platform.servers.keys()]).toEqual([expect.stringMatching(/\/echo$/)]);
    expect(later).toMatchObject({
      name: 'later',
      log: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/.+\/echo\/mcp$/),
    });
    expect(result.artifacts[product.files.report]).toContain('ai.nimbletools/echo');
    for (const text of [first?.log, result.bashEnv, JSON.stringify(result.artifacts)]) {
      expect(text).not.toContain(token.slice(-30));
    }
  });

  it('takes the token from the variable that it is told the name of', async () => {
    const result = await project.run(
      steps('deploy', { 'token-variable': 'TEAM_TOKEN', 'deploy-with': 'api' }),
      {
        context: { TEAM_TOKEN: token },
      },
    );
    expect(result.code).toBe(0);
  });

  it('ends with 3 and sends no request without a token', async () => {
    const result = await project.run(steps('deploy'));
    expect(result.code).toBe(3);
    expect(platform.requests).toEqual([]);
    expect(result.steps.map(({ name }) => name)).not.toContain('later');
  });

  it('ends with 3 when a token was written as the name of its variable', async () => {
    const result = await project.run(steps('deploy'), { context: { NTCLI_TOKEN: '$NTCLI_TOKEN' } });
    expect(result.code).toBe(3);
    expect(platform.requests).toEqual([]);
  });

  it.each([
    ['server', 'ai.nimbletools/echo@$CIRCLE_TAG', '<< pipeline.git.tag >>'],
    ['workspace', '${CIRCLE_BRANCH}', '<< pipeline.git.branch >>'],
    ['workspace', '$TEAM', '<< pipeline.parameters.team >>'],
  ])('says that %s: %s is not expanded, and what to write', async (name, value, form) => {
    const result = await project.run(steps('deploy', { [name]: value }), { context: { NTCLI_TOKEN: token } });
    expect(result.code).toBe(2);
    expect(result.steps[0]?.log).toMatch(/CircleCI does not expand \$\w+ in a parameter/);
    expect(result.steps[0]?.log).toContain(form);
    expect(platform.requests).toEqual([]);
  });

  it('keeps the report of a deploy that failed', async () => {
    platform.script('POST', /\/servers$/, { status: 422, body: { detail: 'no such bundle' } });
    const result = await project.run(steps('deploy', { 'deploy-with': 'api' }), {
      context: { NTCLI_TOKEN: token },
    });
    expect(result.code).toBe(6);
    expect(result.artifacts[product.files.report]).toContain('failed');
  });
});

describe('what later steps get', () => {
  const later = { kind: 'run', keys: { name: 'external program', command: 'env true && echo done' } };
  const withApi = { 'deploy-with': 'api', verify: true };
  const context = { NTCLI_TOKEN: token };

  it('never stops them from starting programs, however many tools there are', async () => {
    platform.options.tools = Array.from({ length: 1_000 }, (_, index) => `tool_${index}_${'x'.repeat(140)}`);
    const result = await project.run([...steps('deploy', withApi), later], { context });
    expect(result.steps.at(-1)).toMatchObject({ code: 0, log: 'done\n' });
    expect(result.code).toBe(0);
    expect(result.steps[0]?.log).toMatch(
      new RegExp(`${noticeCatalogue['outputs-omitted'].title}: .*NTCLI_TOOLS`),
    );
  });

  it.each([
    ['BASH_ENV is not set', { BASH_ENV: '' }, {}],
    ['the shell is not bash', {}, { shell: 'sh -e' }],
    ['the shell is bash as sh, which does not read BASH_ENV', {}, { shell: 'bash --posix -e' }],
    ['BASH_ENV names a file that cannot be written', { BASH_ENV: '/nonexistent/bash_env' }, {}],
  ])('is empty, and the deploy succeeds with a notice: %s', async (_, machine, keys) => {
    const inShell = steps('deploy', withApi).map((step) => ({ ...step, keys: { ...step.keys, ...keys } }));
    const result = await project.run(inShell, { context, machine });
    const log = result.steps[0]?.log ?? '';
    expect(result.code, log).toBe(0);
    expect(log).toContain('✓ ai.nimbletools/echo deployed');
    expect(log).toContain(`Warning: ${noticeCatalogue['exports-unavailable'].title}: `);
  });

  it('is not said to be ntcli on PATH where it is not', async () => {
    const setup = expandJob(
      { source: { ...orb, jobs: { setup: { docker: [], steps: [{ setup: setupInputs() }] } } }, orbs: {} },
      'setup',
    ).steps;
    const machine = { PATH: pathWithNtcli(testEnv.job(), 'published') };
    const withBash = await project.run(setup, { context, machine });
    expect(withBash.steps[0]?.log).toContain('to PATH');
    const inSh = setup.map((step) => ({ ...step, keys: { ...step.keys, shell: 'sh -e' } }));
    const { code, steps: ran } = await project.run(inSh, { context, machine });
    expect(code).toBe(0);
    expect(ran[0]?.log).not.toContain('to PATH');
    expect(ran[0]?.log).toMatch(/signed-in ntcli at \/.+\/ntcli/);
  });
});

describe('a second deploy in the same job', () => {
  it('that fails early leaves no output of the first one', async () => {
    const withApi = { 'deploy-with': 'api', verify: true };
    const first = steps('deploy', withApi).slice(0, -1);
    const second = steps('deploy', { ...withApi, server: 'io.acme/weather', workspace: 'no-such' }).slice(
      0,
      -1,
    );
    const command = 'env | grep -E "^NTCLI_(SERVER|TOOLS|WORKSPACE_|DEPLOY|HEALTH)" | sort';
    const shown = { kind: 'run', keys: { name: 'shown', command } };
    const last = { kind: 'run', keys: { ...shown.keys, name: 'at last', when: 'always' } };
    const result = await project.run([...first, shown, ...second, last], { context: { NTCLI_TOKEN: token } });
    expect(result.code).toBe(4);
    const [before, after] = ['shown', 'at last'].map((name) => result.steps.find((one) => one.name === name));
    expect(before?.log).toMatch(/^NTCLI_SERVER_ID=echo$/m);
    expect(before?.log).toMatch(/^NTCLI_TOOLS=\["/m);
    expect(after?.log.trim().split('\n')).toEqual([
      'NTCLI_DEPLOYED_WITH=',
      'NTCLI_DEPLOY_STATUS=skipped',
      'NTCLI_HEALTH_STATUS=skipped',
      'NTCLI_SERVERS=',
      'NTCLI_SERVER_ID=',
      'NTCLI_SERVER_URL=',
      'NTCLI_TOOLS=',
      'NTCLI_WORKSPACE_ID=',
      'NTCLI_WORKSPACE_NAME=',
    ]);
  });
});

describe('the engine file', () => {
  /** An engine that only tells what reached it. */
  function tellingEngine(): { file: string; told: string } {
    const [file, told] = [join(project.root, 'telling.mjs'), join(project.root, 'told.json')];
    const write = `writeFileSync(${JSON.stringify(told)}, JSON.stringify(process.env))`;
    writeFileSync(file, `import { writeFileSync } from 'node:fs';\n${write};\n`);
    return { file, told };
  }

  it('gets every value to the letter, through YAML, bash and the loader', async () => {
    const { file, told } = tellingEngine();
    const texts = inputNamesOn('circleci', 'deploy').filter((name) => {
      const { type } = inputRow(name);
      return (
        ['text', 'path', 'paths', 'list', 'pairs'].includes(type.kind) &&
        !/^engine|^token-variable$/.test(name)
      );
    });
    const hostile = `"double" 'single' $(id) \`id\` $HOME \\n << x >>\nA=b=c\n\n  last line`;
    const args = Object.fromEntries(texts.map((name) => [name, hostile]));
    const own = { engine: file, 'engine-sha256': sha256(file) };
    const result = await project.run(steps('deploy', { ...args, ...own }), {
      context: { NTCLI_TOKEN: token },
    });
    expect(result.code).toBe(0);
    const arrived: unknown = JSON.parse(readFileSync(told, 'utf8'));
    const variables = texts.map((name) => [inputRow(name).variable, hostile]);
    expect(arrived).toMatchObject(Object.fromEntries(variables));
    expect(arrived).toMatchObject({ NTCLI_TOKEN: token, NTCLI_WAIT: 'true', NTCLI_COMMAND: 'deploy' });
  });

  it('is not run with one bit flipped', async () => {
    const bytes = readFileSync(engine);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    const file = join(project.root, 'flipped.mjs');
    writeFileSync(file, bytes);
    const result = await project.run(steps('deploy', { engine: file }), { context: { NTCLI_TOKEN: token } });
    expect(result.code).toBe(5);
    expect(result.steps[0]?.log).toMatch(/^Error: Engine checksum mismatch: /);
    expect(platform.requests).toEqual([]);
  });

  it('is missed with words', async () => {
    const result = await project.run(steps('deploy', { engine: './nowhere.mjs' }));
    expect(result.code).toBe(5);
    expect(result.steps[0]?.log).toMatch(/^Error: The engine file cannot be read: .*\(ENOENT\)\n$/);
  });
});

describe('the job check of the orb', () => {
  it('changes nothing', async () => {
    const result = await project.run(steps('check'), { context: { NTCLI_TOKEN: token } });
    expect(result.code).toBe(0);
    expect(new Set(platform.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
  });
});
