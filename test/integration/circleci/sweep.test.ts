import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { engineFile } from '../../../scripts/generate/engine.js';
import { expandConfig, readConfig } from '../../fakes/circleci-expand.js';
import { startProject } from '../../fakes/circleci-run.js';
import { startPlatform } from '../../fakes/platform.js';
import { makeToken } from '../../fakes/tokens.js';
import { snippetsOf } from '../../repo/docs/pages.js';

const token = makeToken();
let platform: Awaited<ReturnType<typeof startPlatform>>;
let project: ReturnType<typeof startProject>;
beforeAll(async () => {
  platform = await startPlatform();
  platform.tokens.set(token, { access: 'full' });
  project = startProject();
});
afterAll(async () => {
  project.end();
  await platform.close();
});

/** Runs the recipe for a list of closed pull requests. */
async function sweep(closed: readonly number[]) {
  const [recipe] = snippetsOf('docs/recipes.md', /^yaml$/).filter(({ text }) =>
    text.includes('sweep-previews'),
  );
  const orb = readConfig(readFileSync('templates/circleci/orb.yml', 'utf8'));
  const values = { 'event.github.pull_request.number': 42 };
  const jobs = expandConfig(readConfig(recipe?.text ?? ''), { 'ntcli-deploy': orb }, values);
  const { steps } = jobs.find(({ name }) => name === 'sweep') ?? { steps: [] };
  const hash = createHash('sha256').update(readFileSync(engineFile)).digest('hex');
  // The engine of this checkout, and the fake platform. Everything else is as written.
  const own = { NTCLI_ENGINE: resolve(engineFile), NTCLI_ENGINE_SHA256: hash, NTCLI_DOMAIN: platform.domain };
  const here = steps.map(({ kind, keys }) =>
    keys.environment
      ? { kind, keys: { ...keys, environment: { ...Object(keys.environment), ...own } } }
      : { kind, keys },
  );
  const bin = mkdtempSync(join(project.root, 'bin-'));
  const answer = JSON.stringify(closed.map((number) => ({ number })));
  writeFileSync(join(bin, 'curl'), `#!/bin/sh\necho '${answer}'\n`);
  chmodSync(join(bin, 'curl'), 0o755);
  const result = await project.run(here, {
    context: { NTCLI_TOKEN: token, GITHUB_TOKEN: 'x' },
    machine: { PATH: `${bin}${delimiter}${process.env.PATH}` },
  });
  return { ...result, log: result.steps.map(({ log }) => log).join('\n') };
}

it('removes the previews of closed pull requests, as the recipe says', async () => {
  const id = (last: number) => `00000000-0000-4000-8000-00000000000${last}`;
  const names = ['echo-pr-1', 'echo-pr-2', 'echo-pr-3', 'other-pr-1'];
  platform.workspaces = names.map((name, index) => ({ workspace_id: id(index), workspace_name: name }));
  const { code, log } = await sweep([3, 9, 1]);
  expect(code, log).toBe(0);
  expect(platform.workspaces.map((one) => one.workspace_name)).toEqual(['echo-pr-2', 'other-pr-1']);
});

it('succeeds if no pull request was closed', async () => {
  const { code, log, steps } = await sweep([]);
  expect(code, log).toBe(0);
  expect(steps).toHaveLength(1);
});
