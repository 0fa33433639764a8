import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { makeOpaqueToken } from '../fakes/tokens.js';
import { pathWithNtcli } from '../integration/github/test-env.js';
import type { Fault } from './fault.js';
import { recordingNpm, recordingNtcli, recordOf, variablesOfNpm } from './fixtures.js';
import { deployed, deployPath, endsWith, rows, secretPath, workspaceList } from './helpers.js';
import { commandFile } from './inputs.js';
import type { Observation } from './run-fault.js';
import type { Sandbox } from './sandbox.js';

type Row = Omit<Fault, 'area'>;

const toStranger = ({ otherServer }: Sandbox, status: number) => ({
  status,
  headers: { location: `${otherServer.url}/elsewhere` },
});

function expectNobodyAsked({ sandbox }: Observation): void {
  expect(sandbox.otherServer.requests).toEqual([]);
}

/** Both contracts, which pass the token differently. */
const dialects = (['published', 'documented'] as const).map(
  (dialect): Row => ({
    what: `a deploy with the ${dialect} ntcli, with its command lines in /proc`,
    expected: 'none contains the token',
    arrange: ({ job }) => ({ env: { PATH: pathWithNtcli(job, dialect) } }),
    expect: {
      ...deployed,
      also({ commandLines }) {
        if (!existsSync('/proc/self/cmdline')) return;
        expect([...commandLines].filter((line) => line.includes('server deploy'))).toHaveLength(1);
      },
    },
  }),
);

export const tokenAttacks = rows('Token', [
  ...dialects,
  {
    what: 'npm, which does not need the NimbleTools token',
    expected: 'does not get it',
    arrange(sandbox) {
      const { inputs, env, record } = recordingNpm(sandbox);
      return { inputs, env: { ...env, NTCLI_TOKEN: sandbox.token }, noTokenIn: [record] };
    },
    expect: {
      ...endsWith('ntcli-install-failed'),
      also: (seen) => expect(variablesOfNpm(seen)).toContain('PATH'),
    },
  },
  {
    what: 'ntcli 0.4.x, which reads its token from a file',
    expected: 'does not get it in its environment; the file is removed at the end',
    arrange(sandbox) {
      return { ...recordingNtcli(sandbox), noTokenIn: [recordOf(sandbox)] };
    },
    expect: deployed,
  },
  ...[301, 302, 303, 307, 308].map(
    (status): Row => ({
      nightly: status === 301 || status === 307 ? undefined : 'as 301 and 307',
      what: `the API redirects to another origin with ${status}`,
      expected: 'not followed: exit 8, no request to the other origin',
      arrange(sandbox) {
        sandbox.platform.script('GET', workspaceList, toStranger(sandbox, status));
        return {};
      },
      expect: { ...endsWith('api-unexpected'), also: expectNobodyAsked },
    }),
  ),
  {
    what: 'the API redirects a workspace secret to another origin',
    expected: 'not followed: exit 6, no request to the other origin',
    arrange(sandbox) {
      sandbox.platform.script('PUT', secretPath, toStranger(sandbox, 307));
      const secret = 'a secret of a server 1234567890';
      return { inputs: { secrets: `KEY=${secret}` }, secrets: [secret] };
    },
    expect: { ...endsWith('secret-not-set'), also: expectNobodyAsked },
  },
  {
    what: 'the API redirects the deploy of ntcli to another origin',
    expected: 'the other origin does not get the token; no success is reported',
    arrange(sandbox) {
      sandbox.platform.script('POST', deployPath, toStranger(sandbox, 307));
      sandbox.otherServer.script('POST', /elsewhere$/, { status: 500, body: 'Internal Server Error' });
      return {};
    },
    expect: {
      ...endsWith('deploy-unknown', { 'deploy-status': 'unknown' }),
      also: ({ sandbox }) =>
        expect(sandbox.otherServer.requests.map(({ authorization }) => authorization)).toEqual(['']),
    },
  },
  {
    what: 'the MCP server redirects to another origin',
    expected: 'not followed: exit 7, no request to the other origin',
    arrange(sandbox) {
      sandbox.platform.script('POST', /\/mcp$/, toStranger(sandbox, 307));
      return { inputs: { verify: 'true' } };
    },
    expect: { ...endsWith('mcp-failed'), also: expectNobodyAsked },
  },
  {
    what: 'an MCP server with tools named like the token',
    expected: '`***` in log, outputs and summary',
    arrange({ platform, token }) {
      const base64 = Buffer.from(`Bearer ${token}`).toString('base64');
      platform.options.tools = [
        token,
        `x${token}x`,
        base64,
        [...token].join('\u200b'),
        encodeURIComponent(token),
      ];
      return { inputs: { verify: 'true' } };
    },
    expect: { ...deployed, log: ['Tools: ***'] },
  },
  {
    what: 'an MCP server with the token in the schema of a tool, and `update-tools-snapshot`',
    expected: 'exit 7, the snapshot is not written',
    arrange({ platform, token }) {
      const inputSchema = { type: 'object', properties: { key: { const: `Bearer ${token}` } } };
      const body = { jsonrpc: '2.0', id: 1, result: { tools: [{ name: 'echo', inputSchema }] } };
      const headers = { 'content-type': 'application/json' };
      platform.script('POST', /\/mcp$/, { act: 'pass' }, { act: 'pass' }, { headers, body });
      return { inputs: { 'tools-snapshot': 'tools.json', 'update-tools-snapshot': 'true' } };
    },
    expect: {
      ...endsWith('mcp-failed'),
      log: ['no snapshot was written'],
      also: ({ sandbox }) => expect(readdirSync(sandbox.job.places.checkout)).toEqual([]),
    },
  },
  ...[400, 401, 403, 500].map(
    (status): Row => ({
      nightly: status === 401 || status === 500 ? undefined : 'as 401 and 500',
      what: `the API answers ${status} and echoes the Authorization header`,
      expected: '`***` in the error',
      arrange({ platform, token }) {
        const body = { detail: `Bad header: Bearer ${token} (${Buffer.from(token).toString('base64')})` };
        platform.script('GET', workspaceList, ...[1, 2, 3].map(() => ({ status, body })));
        return {};
      },
      expect: endsWith(
        status === 401 ? 'token-rejected' : status === 403 ? 'token-not-allowed' : 'api-unexpected',
      ),
    }),
  ),
  ...(
    [
      ['in quotes', (token) => `"${token}"`],
      ['after the word Bearer', (token) => `Bearer ${token}`],
      ['split over two lines', (token) => `${token.slice(0, 60)}\n${token.slice(60)}`],
      ['with an invalid character', (token) => `${token}é`],
    ] satisfies (readonly [string, (token: string) => string])[]
  ).map(
    ([how, dress]): Row => ({
      what: `a token stored ${how}`,
      expected: 'exit 3, value not shown',
      arrange: ({ token }) => ({
        inputs: { token: dress(token) },
        secrets: dress(token).split('\n').concat(dress(token)),
      }),
      expect: endsWith('token-malformed'),
    }),
  ),
  ...['env', 'workspace', 'server', 'ntcli-package', 'domain', 'token-expires-at'].map(
    (input): Row => ({
      what: `the token in the input \`${input}\``,
      expected: 'exit 2, value not shown',
      arrange: ({ token }) => ({ inputs: { [input]: input === 'env' ? `A=${token}` : token } }),
      expect: endsWith('bad-input'),
    }),
  ),
  {
    what: 'the token in the file that `env-file` names',
    expected: 'exit 2, value not shown, nothing sent',
    arrange({ token, outside }) {
      const file = join(outside('dot-env'), '.env');
      writeFileSync(file, `NTCLI_TOKEN=${token}\n`);
      return { inputs: { 'env-file': file } };
    },
    expect: { ...endsWith('bad-input'), log: ['`env-file`: contains the token'] },
  },
  {
    what: 'a workspace whose name is the token',
    expected: '`***` in log and outputs; deployed',
    arrange({ platform }) {
      const token = makeOpaqueToken();
      platform.tokens.set(token, { access: 'full' });
      for (const workspace of platform.workspaces) workspace.workspace_name = token;
      return { inputs: { token, workspace: '' }, secrets: [token] };
    },
    expect: { ...deployed, outputs: { ...deployed.outputs, 'workspace-name': '***' } },
  },
  {
    what: '`export-token: false`',
    expected: 'nothing exported to later steps; deployed',
    arrange: () => ({ inputs: { 'export-token': 'false' } }),
    expect: {
      ...deployed,
      also(seen) {
        expect(commandFile(seen, 'ENV') + commandFile(seen, 'PATH')).toBe('');
      },
    },
  },
  {
    what: 'the end of the job, after the token was exported',
    expected: 'NTCLI_TOKEN cleared, session removed',
    arrange: ({ job }) => ({
      async afterMain() {
        expect((await job.shell('ntcli server list')).code).toBe(0);
      },
    }),
    expect: {
      ...deployed,
      also({ sandbox }) {
        expect(sandbox.job.exported()).toEqual({ NTCLI_TOKEN: '', NTCLI_TOKEN_EXPORTED_FOR: '' });
      },
    },
  },
  {
    what: 'summary and outputs after a verified deploy',
    expected: 'none contains the token',
    arrange: () => ({ inputs: { verify: 'true' } }),
    expect: {
      ...deployed,
      also: ({ main }) => expect(main.summary).toContain('MCP client configuration'),
    },
  },
] satisfies readonly Row[]);
