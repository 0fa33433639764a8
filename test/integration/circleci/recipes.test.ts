import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { engineFile } from '../../../scripts/generate/engine.js';
import { expandConfig, readConfig } from '../../fakes/circleci-expand.js';
import { startProject } from '../../fakes/circleci-run.js';
import { workspaceId } from '../../fakes/platform.js';
import { makeToken } from '../../fakes/tokens.js';
import { snippetsOf } from '../../repo/docs/pages.js';
import { startMcpPlatform } from '../mcp-platform.js';
import { checkOutServer, createReleaseAssets } from '../release-assets.js';

const token = makeToken();
const project = startProject();
let platform: Awaited<ReturnType<typeof startMcpPlatform>>['platform'];
let domain: string;
const closing: (() => unknown)[] = [project.end];
beforeAll(async () => {
  const started = await startMcpPlatform(token);
  ({ platform, domain } = started);
  closing.push(started.close);
});
beforeEach(() => platform.servers.clear());
afterAll(() => Promise.all(closing.map((close) => close())));

/** Runs the job of the recipe for the tag v0.3.0. */
async function release(context: Readonly<Record<string, string>>) {
  const [recipe] = snippetsOf('docs/recipes.md', /^yaml$/).filter(({ text }) =>
    text.includes('build-bundle.sh "dist/echo-$CIRCLE_TAG'),
  );
  const orb = readConfig(readFileSync('templates/circleci/orb.yml', 'utf8'));
  const jobs = expandConfig(readConfig(recipe?.text ?? ''), { 'ntcli-deploy': orb }, { 'git.tag': 'v0.3.0' });
  const steps = jobs.find(({ name }) => name === 'release')?.steps ?? [];
  const hash = createHash('sha256').update(readFileSync(engineFile)).digest('hex');
  // The engine of this checkout, and the fake platform. Everything else is as written.
  const own = { NTCLI_ENGINE: resolve(engineFile), NTCLI_ENGINE_SHA256: hash, NTCLI_DOMAIN: domain };
  const here = steps.map(({ kind, keys }) =>
    keys.environment
      ? { kind, keys: { ...keys, environment: { ...Object(keys.environment), ...own } } }
      : { kind, keys },
  );
  const assets = createReleaseAssets(project.root, { hasGh: false });
  const result = await project.run(here, {
    context: { NTCLI_TOKEN: token, ...context },
    machine: { ...assets.env, CIRCLE_TAG: 'v0.3.0' },
    checkout: checkOutServer,
  });
  return { ...result, assets, log: result.steps.map(({ log }) => log).join('\n') };
}

it('builds a bundle, uploads and deploys it', async () => {
  const { code, log, assets } = await release({ GH_TOKEN: 'a-token-of-github' });
  expect(code, log).toBe(0);
  expect(log).toContain('✓ ai.acme/echo@0.3.0 deployed and healthy, with 2 tools');
  const { server } = Object(platform.servers.get(`${workspaceId}/echo`)?.body);
  const [only, ...others] = server.packages;
  expect(others).toEqual([]);
  expect(only.identifier).toBe(
    'https://github.com/acme/echo/releases/download/v0.3.0/echo-v0.3.0-linux-amd64.mcpb',
  );
  expect(only).toMatchObject({ version: '0.3.0', fileSha256: assets.hashOf(only.identifier) });
});

it('deploys nothing if the upload fails', async () => {
  const { code, log, steps } = await release({});
  expect(log).toContain('set the GH_TOKEN environment variable');
  expect(code).toBe(4);
  expect(steps.map(({ name }) => name)).not.toContain('Deploy MCP servers');
  expect(platform.servers.size).toBe(0);
});
