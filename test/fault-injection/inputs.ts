import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { inputTable } from '../../src/schema/input-table.js';
import { fakeNtcli } from '../integration/github/test-env.js';
import type { Fault } from './fault.js';
import { canaryFile, expectNotExecuted } from './fixtures.js';
import { deployed, endsWith, rows } from './helpers.js';
import type { Observation } from './run-fault.js';
import type { Sandbox } from './sandbox.js';

type Row = Omit<Fault, 'area'>;

/** Texts with a meaning for a shell, npm, Node.js or a file system. None is a valid value of any input. */
const hostileTexts: readonly (readonly [what: string, text: (trap: string) => string, but?: string])[] = [
  ['`$(command)`', (file) => `$(touch ${file})`],
  ['backticks', (file) => `\`touch ${file}\``],
  ['`; command`', (file) => `x; touch ${file};`],
  ['`& command`', (file) => `x & touch ${file} &`],
  ['a pipe and quotes', (file) => `x' | touch ${file} | "`],
  ['a newline and a workflow command', () => 'x\n::error::x\r##[add-mask]e'],
  // npm accepts this as a package name; we write it to a file, never to a command line.
  ['a leading `-`', () => '--global', 'ntcli-package'],
  // A bundle may be any readable file: only its digest is sent.
  ['`../`', () => '../../../../etc/passwd', 'bundle'],
  // Linux allows 128 KiB for a variable, and 2 MiB for all of them.
  ['70,000 characters', () => 'x'.repeat(70_000)],
];

/** Inputs that accept any text, and inputs that GitHub does not have. */
const free = ['token', 'token-variable', 'engine', 'engine-sha256', 'env', 'secrets', 'env-file'];
const checked = Object.keys(inputTable).filter((name) => !free.includes(name));

function expectRefused(names: readonly string[]): (seen: Observation) => void {
  return (seen) => {
    expectNotExecuted(seen);
    const message = seen.main.annotations[0]?.message ?? '';
    expect(names.filter((name) => !message.includes(`\`${name}\`: `))).toEqual([]);
    expect(seen.sandbox.platform.requests).toEqual([]);
  };
}

const inEveryInput = hostileTexts.map(([what, text, but]): Row => {
  // All inputs of this length would be more than Linux passes to a process.
  const isLong = what.startsWith('70,000');
  const names = checked.filter((name) => name !== but).slice(0, isLong ? 20 : undefined);
  return {
    what: `${what} in ${isLong ? '20 inputs' : 'every input'}`,
    expected: 'all reported at once with exit 2; nothing executed or contacted',
    arrange: (sandbox) => ({
      inputs: Object.fromEntries(names.map((name) => [name, text(canaryFile(sandbox))])),
    }),
    expect: { ...endsWith('bad-input'), also: expectRefused(names) },
  };
});

const oddValue = (sandbox: Sandbox) =>
  `$(touch ${canaryFile(sandbox)}) \`id\` ; & | " ' \\ %PATH% $HOME -x ../ ::error::x é 🚀`;

/** A workspace name, tool names and a version as chosen by a hostile platform, server and package. */
const injection = 'my-workspace\nghadelimiter_0\nserver-url=https://evil.example\nNTCLI_TOKEN<<X\nevil\nX';

const fileRows: readonly Row[] = [
  {
    what: 'a workspace name that tries to inject outputs into GITHUB_OUTPUT',
    expected: 'no match: exit 4, no injected output',
    arrange({ platform }) {
      for (const workspace of platform.workspaces) workspace.workspace_name = injection;
      return { inputs: { workspace: '' } };
    },
    expect: {
      ...endsWith('workspace-not-found'),
      also({ main, sandbox }) {
        expect(Object.keys(main.outputs)).not.toContain('server-url');
        expect(sandbox.job.exported()).toEqual({});
      },
    },
  },
  {
    what: 'tool names that try to inject outputs or Markdown',
    expected: 'shown as text; no other output changed',
    arrange({ platform }) {
      const markdown = '`</details>| <img src=x onerror=alert(1)> [a](javascript:b)';
      platform.options.tools = [injection, '::error::x', '##[error]x', markdown, 'x'.repeat(10_000)];
      return { inputs: { verify: 'true' } };
    },
    expect: {
      ...deployed,
      also({ main }) {
        expect(main.outputs['server-url']).toMatch(/^http:\/\/127/);
        const tools: string[] = JSON.parse(main.outputs.tools ?? '');
        for (const tool of tools) expect(tool).not.toMatch(/[\r\n]|^::|##\[/);
        // In a code span only a backtick has a meaning.
        expect(main.summary.replace(/`[^`\n]*`/g, '')).not.toMatch(/<img|javascript:/);
      },
    },
  },
  ...['1.0.0\n::error::x', '1.0.0\nghadelimiter_0\nserver-url=evil', '$(id)'].map(
    (version): Row => ({
      what: `an ntcli on PATH whose version is ${JSON.stringify(version)}`,
      expected: 'not an ntcli package: exit 5',
      arrange: ({ job }) => ({ env: { PATH: fakeNtcli(job, version, '') } }),
      expect: endsWith('ntcli-not-preinstalled'),
    }),
  ),
  ...['GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STATE'].map(
    (name): Row => ({
      what: `${name} is not a file, so the toolkit would print exported values`,
      expected: 'exit 1, and the token is not printed',
      arrange: ({ outside }) => ({ env: { [name]: join(outside('gone'), 'file') } }),
      expect: {
        ...endsWith('runner-incomplete'),
        notInLog: [/set-env|add-path|save-state/],
      },
    }),
  ),
  ...['GITHUB_ENV', 'GITHUB_PATH'].map(
    (name): Row => ({
      what: `${name} is a symlink to another user's file`,
      expected: 'exit 1, and the token is not written there',
      arrange({ outside }) {
        const file = join(outside('theirs'), 'file');
        const link = join(outside('link'), 'command-file');
        writeFileSync(file, '');
        symlinkSync(file, link);
        return { env: { [name]: link }, noTokenIn: [file] };
      },
      expect: endsWith('runner-incomplete'),
    }),
  ),
  {
    what: 'GITHUB_OUTPUT is not a file',
    expected: 'no output is printed; deployed, with a warning',
    arrange: ({ outside }) => ({ env: { GITHUB_OUTPUT: join(outside('gone'), 'file') } }),
    expect: { exit: 0, title: null, log: ['Could not write the report'], notInLog: ['set-output'] },
  },
  {
    what: "GITHUB_OUTPUT is a symlink to another user's file",
    expected: 'nothing is written there; deployed, with a warning',
    arrange({ outside, notes }) {
      const file = join(outside('theirs'), 'file');
      const link = join(outside('link'), 'command-file');
      writeFileSync(file, '');
      symlinkSync(file, link);
      notes.push(file);
      return { env: { GITHUB_OUTPUT: link } };
    },
    expect: {
      exit: 0,
      title: null,
      log: ['Could not write the report'],
      also: ({ sandbox }) => expect(readFileSync(`${sandbox.notes[0]}`, 'utf8')).toBe(''),
    },
  },
];

export const inputAttacks = rows('Inputs and command files', [
  ...inEveryInput,
  {
    what: 'all of these in a value of `env`',
    expected: 'reaches the platform unchanged; nothing executed',
    arrange: (sandbox) => ({ inputs: { env: `ODD=${oddValue(sandbox)}`, 'deploy-with': 'ntcli' } }),
    expect: {
      ...deployed,
      also(seen) {
        expectNotExecuted(seen);
        const { body } = seen.sandbox.platform.requests.find(({ method }) => method === 'POST') ?? {};
        expect(body).toMatchObject({ server: { transport: { env: { ODD: oddValue(seen.sandbox) } } } });
      },
    },
  },
  {
    what: 'all of these in a value of `secrets`',
    expected: 'reaches the platform unchanged, and never the log',
    arrange: (sandbox) => ({
      inputs: { secrets: `ODD=${oddValue(sandbox)}` },
      secrets: [oddValue(sandbox)],
    }),
    expect: {
      ...deployed,
      also(seen) {
        expectNotExecuted(seen);
        expect([...seen.sandbox.platform.secrets.values()]).toEqual([oddValue(seen.sandbox)]);
      },
    },
  },
  ...(
    [
      [
        'more than 64 KiB',
        'is larger than 64 KiB',
        (file) => writeFileSync(file, `A=${'x'.repeat(1_000_000)}\n`),
      ],
      ['an endless device', 'is not a regular file', () => {}],
      ['a directory', 'is not a regular file', (file) => mkdirSync(file)],
    ] satisfies (readonly [string, string, (file: string) => void])[]
  ).map(
    ([what, problem, make]): Row => ({
      what: `\`env-file\` with ${what}`,
      expected: 'rejected with exit 2',
      arrange({ job }) {
        make(join(job.places.checkout, 'env'));
        return { inputs: { 'env-file': what === 'an endless device' ? '/dev/zero' : 'env' } };
      },
      expect: { ...endsWith('bad-input'), log: [problem] },
    }),
  ),
  {
    what: '`env-file` with a symlink to a file outside the checkout',
    expected: 'rejected with exit 2, nothing sent',
    arrange({ job, outside }) {
      writeFileSync(join(outside('machine'), 'credentials'), 'AWS_KEY=a-secret-of-the-machine\n');
      symlinkSync(join(outside('machine'), 'credentials'), join(job.places.checkout, 'deploy.env'));
      return { inputs: { 'env-file': 'deploy.env' } };
    },
    expect: {
      ...endsWith('bad-input'),
      log: ['is a symlink to a file outside the checkout'],
      also: ({ sandbox }) => expect(sandbox.platform.requests).toEqual([]),
    },
  },
  ...fileRows,
]);

/** The text of a command file of the main step. */
export function commandFile({ sandbox }: Observation, name: string): string {
  return readFileSync(join(sandbox.job.root, 'commands', `1-${name}`), 'utf8');
}
