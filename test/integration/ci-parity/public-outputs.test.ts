import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workspaceId } from '../../fakes/platform.js';
import { type PlatformEnv, startPlatformEnv } from '../github/test-env.js';

const engine = resolve('dist/ntcli-deploy.mjs');
let env: PlatformEnv;
beforeAll(async () => {
  env = await startPlatformEnv();
  Object.assign(env.platform.options, { operatorMs: 0, lagMs: 0, startMs: 0 });
});
afterAll(() => env.close());

type Run = (secrets: string, verify?: string) => Promise<{ log: string; outputs: string }>;

const github: Run = async (secrets, verify = 'false') => {
  const inputs = { ...env.inputs, 'deploy-with': 'api', secrets, verify };
  const { log, outputs } = await env.job().main(inputs);
  return { log: log.join('\n'), outputs: JSON.stringify(outputs) };
};

/** The engine as a job of GitLab or CircleCI starts it. */
const runEngine =
  (file: string, variables: (checkout: string) => NodeJS.ProcessEnv): Run =>
  (secrets, verify = 'false') => {
    const { places } = env.job();
    const path = join(places.checkout, file);
    writeFileSync(path, '');
    const { workspace, server, domain } = env.inputs;
    const args = [
      `--workspace=${workspace}`,
      `--server=${server}`,
      `--domain=${domain}`,
      '--deploy-with=api',
    ];
    return new Promise((done) => {
      const all = {
        PATH: '/nowhere',
        HOME: places.home,
        TMPDIR: places.temp,
        NTCLI_TOKEN: env.token,
        NTCLI_SECRETS: secrets,
        NTCLI_VERIFY: verify,
        ...variables(places.checkout),
      };
      const options = { env: all, cwd: places.checkout };
      execFile(process.execPath, [engine, 'deploy', ...args], options, (_, out, err) =>
        done({ log: out + err, outputs: readFileSync(path, 'utf8') }),
      );
    });
  };

describe.each<[string, Run]>([
  ['GitHub', github],
  ['GitLab', runEngine('ntcli-deploy.env', (checkout) => ({ GITLAB_CI: 'true', CI_PROJECT_DIR: checkout }))],
  [
    'CircleCI',
    runEngine('bash-env', (checkout) => ({ CIRCLECI: 'true', BASH_ENV: join(checkout, 'bash-env') })),
  ],
])('on %s', (_, run) => {
  it('outputs have the id of a workspace that was named, even if a secret has it too', async () => {
    const { log, outputs } = await run(`API_KEY=https://hooks.example/${workspaceId}/private-part`);
    expect(outputs).not.toContain('***');
    expect(outputs).toContain(`/${workspaceId}/echo/mcp`);
    expect(log).toContain(`✓ Workspace my-workspace (${workspaceId})`);
    expect(log).not.toContain('part of a secret');
  });

  it('an output that has a part of a secret is named once', async () => {
    env.platform.options.tools = ['list_internal_customers'];
    const { log, outputs } = await run('API_KEY=private-list_internal_customers', 'true');
    delete env.platform.options.tools;
    expect(outputs).toContain('***');
    expect(outputs + log).not.toContain('list_internal_customers');
    expect(log.match(/Outputs were redacted: Affected: .*?\./g)).toEqual([
      'Outputs were redacted: Affected: tools.',
    ]);
  });
});
