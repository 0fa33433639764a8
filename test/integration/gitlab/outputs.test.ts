import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { product } from '../../../src/schema/constants.js';
import { noticeCatalogue } from '../../../src/schema/notices.js';
import { outputNames, outputVariable } from '../../../src/schema/outputs.js';
import { startPlatform } from '../../fakes/platform.js';
import { runProcess } from '../../fakes/run-process.js';
import { makeToken } from '../../fakes/tokens.js';

const token = makeToken();
const { outputs: dotenv, annotations, report } = product.files;

let platform: Awaited<ReturnType<typeof startPlatform>>;
let checkout: string;
beforeEach(async () => {
  platform = await startPlatform();
  platform.tokens.set(token, { access: 'full' });
  checkout = realpathSync(mkdtempSync(join(tmpdir(), 'gitlab-outputs-')));
});
afterEach(async () => {
  await platform.close();
  rmSync(checkout, { recursive: true, force: true });
});

/** Runs the engine in a project directory that stays from job to job. */
async function job(variables: Readonly<Record<string, string>>) {
  const { code, output: log } = await runProcess(process.execPath, [resolve('dist/ntcli-deploy.mjs')], {
    cwd: checkout,
    env: {
      PATH: process.env.PATH,
      HOME: checkout,
      TMPDIR: checkout,
      GITLAB_CI: 'true',
      CI_PROJECT_DIR: checkout,
      NTCLI_TOKEN: token,
      NTCLI_WORKSPACE: 'my-workspace',
      NTCLI_DOMAIN: platform.domain,
      NTCLI_DEPLOY_WITH: 'api',
      ...variables,
    },
  });
  return { code, log };
}

/** What a later job gets: the variables of the report, as GitLab reads it. */
function variables(): Map<string, string> {
  const lines = readFileSync(join(checkout, dotenv), 'utf8').split('\n').slice(0, -1);
  return new Map(lines.map((line): [string, string] => [line.replace(/=.*/, ''), line.replace(/^.*?=/, '')]));
}

describe('a project directory with the files of an earlier run', () => {
  beforeEach(() => {
    writeFileSync(join(checkout, dotenv), 'NTCLI_SERVER_URL=https://old.example.com/mcp\nNTCLI_OLD=1\n');
    writeFileSync(join(checkout, annotations), '{"ntcli-deploy":[{"external_link":{}}]}');
    writeFileSync(join(checkout, report), 'the old report');
  });

  it.each([
    ['a check', { NTCLI_COMMAND: 'check' }, 0],
    ['bad input', { NTCLI_COMMAND: 'deploy', NTCLI_SERVER: '--help' }, 2],
    ['a missing token', { NTCLI_COMMAND: 'deploy', NTCLI_SERVER: 'io.acme/weather', NTCLI_TOKEN: '' }, 3],
  ])('leaves nothing of it to later jobs after %s', async (_, given, exit) => {
    const { code, log } = await job(given);
    expect(code, log).toBe(exit);
    expect([...variables().keys()]).toEqual(outputNames.map(outputVariable));
    expect(variables().get('NTCLI_SERVER_URL')).toBe('');
    expect(readFileSync(join(checkout, annotations), 'utf8')).toBe('{"ntcli-deploy":[]}');
    expect(existsSync(join(checkout, report))).toBe(false);
  });
});

describe('the dotenv report', () => {
  it('stays within the 20 variables and 5 KB that GitLab takes by default', () => {
    expect(outputNames.length).toBeLessThanOrEqual(20);
  });

  it('is without tools that do not fit, with one line in the log', async () => {
    platform.options.tools = Array.from({ length: 1_000 }, (_, index) => `search_in_collection_${index}`);
    const { code, log } = await job({ NTCLI_SERVER: 'io.acme/weather', NTCLI_VERIFY: 'true' });
    expect(code, log).toBe(0);
    expect(variables().get('NTCLI_TOOLS')).toBe('');
    expect(variables().get('NTCLI_DEPLOY_STATUS')).toBe('deployed');
    const title = noticeCatalogue['outputs-omitted'].title;
    expect(log.split('\n').filter((line) => line.includes(title))).toEqual([
      expect.stringMatching(/NTCLI_TOOLS.* 5 KB/),
    ]);
  });
});
