import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { parse } from 'yaml';
import { engineFile } from '../../../scripts/generate/engine.js';
import { isMapping, mappingAt } from '../../fakes/circleci-parameters.js';
import { commonFrames, runInFrame } from '../../fakes/gitlab-runner-shell.js';
import { workspaceId } from '../../fakes/platform.js';
import { makeToken } from '../../fakes/tokens.js';
import { firstRows } from '../../nightly.js';
import { snippetsOf } from '../../repo/docs/pages.js';
import { startMcpPlatform } from '../mcp-platform.js';
import { checkOutServer, createReleaseAssets } from '../release-assets.js';
import { sha256, startMachine } from './job.js';

const token = makeToken();
const machine = startMachine();
let platform: Awaited<ReturnType<typeof startMcpPlatform>>['platform'];
let domain: string;
const closing: (() => unknown)[] = [machine.end];
beforeAll(async () => {
  const started = await startMcpPlatform(token);
  ({ platform, domain } = started);
  closing.push(started.close);
});
beforeEach(() => platform.servers.clear());
afterAll(() => Promise.all(closing.map((close) => close())));

const predefined = {
  CI_COMMIT_TAG: 'v0.3.0',
  CI_API_V4_URL: 'https://gitlab.example.com/api/v4',
  CI_PROJECT_ID: '735',
  CI_JOB_TOKEN: 'a-job-token',
};

/** Variables of a job as the runner exports them. */
function expand(variables: Readonly<Record<string, unknown>>): Record<string, string> {
  const known = new Map(Object.entries(predefined));
  const value = (text: unknown) =>
    String(text).replace(/\$(\w+)/g, (whole, name) => known.get(name) ?? whole);
  return Object.fromEntries(Object.entries(variables).map(([name, text]) => [name, value(text)]));
}

/** Runs the two jobs of the recipe: the artifacts of the first are in the checkout of the second. */
async function release(frame: (typeof commonFrames)[number], jobToken = predefined.CI_JOB_TOKEN) {
  const [recipe] = snippetsOf('docs/recipes.md', /^yaml$/).filter(({ text }) =>
    text.includes('packages/generic'),
  );
  const pipeline: unknown = parse(recipe?.text ?? '', { version: '1.1' });
  if (!isMapping(pipeline) || !Array.isArray(pipeline.include)) throw new Error('No recipe.');
  const inputs = mappingAt(pipeline.include[0], 'inputs');
  const [bundle, deploy] = [mappingAt(pipeline, 'bundle'), mappingAt(pipeline, 'deploy-to-nimbletools')];
  expect(inputs.needs).toEqual(['bundle']);
  expect(bundle.artifacts).toEqual({ paths: ['dist'] });
  const assets = createReleaseAssets(machine.root, { hasGh: false });
  const build = machine.write(`build-${Math.random()}`, '').concat('.d');
  mkdirSync(build);
  checkOutServer(build);
  const script = Array.isArray(bundle.script) ? bundle.script.map(String) : [];
  const built = await runInFrame(frame, script, {
    cwd: build,
    env: assets.env,
    variables: { ...predefined, CI_JOB_TOKEN: jobToken, ...expand(mappingAt(bundle, 'variables')) },
  });
  if (built.code !== 0) return { ...built, assets };
  const deployed = await machine.run(frame, 'deploy', {
    inputs: {
      ...inputs,
      domain,
      engine: resolve(engineFile),
      'engine-sha256': sha256(readFileSync(engineFile)),
    },
    variables: {
      ...predefined,
      ...expand(mappingAt(deploy, 'variables')),
      NTCLI_TOKEN: token,
      GITLAB_CI: 'true',
    },
    prepare(checkout) {
      checkOutServer(checkout);
      if (existsSync(join(build, 'dist')))
        cpSync(join(build, 'dist'), join(checkout, 'dist'), { recursive: true });
    },
  });
  return { ...deployed, assets };
}

it.each(firstRows(1, [...commonFrames]))(
  'builds a bundle, uploads and deploys it, with $frame',
  async (frame) => {
    const { code, log, assets } = await release(frame);
    expect(code, log).toBe(0);
    expect(log).toContain('✓ ai.acme/echo@0.3.0 deployed and healthy, with 2 tools');
    const { server } = Object(platform.servers.get(`${workspaceId}/echo`)?.body);
    const [only, ...others] = server.packages;
    expect(others).toEqual([]);
    expect(only.identifier).toBe(
      'https://gitlab.example.com/api/v4/projects/735/packages/generic/echo/v0.3.0/echo-v0.3.0-linux-amd64.mcpb',
    );
    expect(only).toMatchObject({ version: '0.3.0', fileSha256: assets.hashOf(only.identifier) });
  },
);

it('deploys nothing if the upload fails', async () => {
  const [frame] = commonFrames;
  if (!frame) throw new Error('No frame.');
  const { code, log } = await release(frame, '');
  expect(log).toContain('returned error: 401');
  expect(code).not.toBe(0);
  expect(platform.servers.size).toBe(0);
});
