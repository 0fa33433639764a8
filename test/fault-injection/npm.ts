import { expect } from 'vitest';
import { packages } from '../integration/github/test-env.js';
import type { Expected } from './fault.js';
import { deployed, endsWith, rows, type Scripted } from './helpers.js';
import type { Observation } from './run-fault.js';
import type { Sandbox } from './sandbox.js';

const packument = /@nimbletools\/ntcli$/;
const tarball = /\.tgz$/;

/** Prepares the registry of a row, and sets it as the registry of the run. */
const installing =
  (prepare: (registry: Awaited<ReturnType<Sandbox['startRegistry']>>) => void, env = {}) =>
  async (sandbox: Sandbox) => {
    const registry = await sandbox.startRegistry([packages.documented]);
    prepare(registry);
    const inputs = { 'ntcli-package': '', 'ntcli-version': '1.0.0', 'npm-registry': registry.url };
    return { inputs, env, within: 200_000 };
  };

const notInstalled = (code: Parameters<typeof endsWith>[0]): Expected => ({
  ...endsWith(code, { 'deploy-status': 'skipped' }),
  also({ main, sandbox }) {
    expect(main.outputs).not.toHaveProperty('ntcli-version');
    expect(sandbox.platform.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  },
});

function timesAsked({ sandbox }: Observation, path: RegExp): number {
  return sandbox.registries
    .flatMap(({ requests }) => requests)
    .filter((one) => path.test(decodeURIComponent(one.path))).length;
}

const passing: readonly (readonly [what: string, path: RegExp, answers: readonly Scripted[]])[] = [
  ['503 twice, then normal', packument, [{ status: 503 }, { status: 503 }]],
  ['503 for the tarball, then normal', tarball, [{ status: 503 }]],
  ['connection reset, then normal', packument, [{ act: 'reset' }]],
  ['429 with Retry-After: 1, then normal', packument, [{ status: 429, headers: { 'retry-after': '1' } }]],
  ['no response for 30 s, then normal', packument, [{ act: 'hang' }]],
  ['a truncated tarball, then normal', tarball, [{ act: 'truncate' }]],
  ['a slow tarball', tarball, [{ act: 'slow', bodyMs: 5_000 }]],
];

const lasting: readonly (readonly [
  what: string,
  path: RegExp,
  answer: Scripted,
  end: Parameters<typeof endsWith>[0],
  times: number,
])[] = [
  ['persistent 503', packument, { status: 503 }, 'ntcli-install-failed', 9],
  ['404', packument, { status: 404, body: { error: 'Not found' } }, 'ntcli-unavailable', 1],
  ['404 for the tarball', tarball, { status: 404 }, 'ntcli-unavailable', 1],
  ['401', packument, { status: 401, body: { error: 'unauthorized' } }, 'npm-credentials', 1],
  ['403', packument, { status: 403, body: { error: 'forbidden' } }, 'npm-credentials', 1],
  ['HTML response', packument, { body: '<html>log in</html>' }, 'ntcli-install-failed', 1],
];

function whyNightly(what: string, times: number): string | undefined {
  if (times > 1) return 'npm waits 30 s in total';
  return what === '401' ? 'the same error as 403' : undefined;
}

export const npmFaults = rows('npm', [
  ...passing.map(([what, path, answers]) => ({
    what,
    expected: 'npm retries; installed and deployed',
    nightly: what.startsWith('connection reset') ? undefined : 'npm waits before it retries',
    arrange: installing((registry) => registry.script('GET', path, ...answers)),
    expect: {
      ...deployed,
      also: (seen: Observation) =>
        expect(timesAsked(seen, path)).toBe(answers.length + (answers[0]?.act === 'slow' ? 0 : 1)),
    },
  })),
  ...lasting.map(([what, path, answer, end, times]) => ({
    what,
    expected: `exit 5, ${times === 1 ? 'one request' : `${times} requests`}, nothing installed, nothing in the cache`,
    nightly: whyNightly(what, times),
    arrange: installing((registry) => registry.script('GET', path, ...Array<Scripted>(times).fill(answer))),
    expect: {
      ...notInstalled(end),
      async also(seen: Observation) {
        await notInstalled(end).also?.(seen);
        expect(timesAsked(seen, path)).toBe(times);
      },
    },
  })),
  {
    what: 'wrong checksum (EINTEGRITY)',
    nightly: 'npm retries after 10 s; supply-chain.ts has such a row',
    expected: 'exit 5, not executed',
    arrange: installing(({ packuments }) => {
      for (const { dist } of Object.values(packuments.get('@nimbletools/ntcli')?.versions ?? {}))
        dist.integrity = `sha512-${'A'.repeat(86)}==`;
    }),
    expect: { ...notInstalled('ntcli-unexpected'), log: ['EINTEGRITY'] },
  },
  {
    what: 'no npm on the machine',
    expected: 'exit 5, remedy in the message',
    arrange: installing(() => {}, { PATH: '/nowhere/at/all' }),
    expect: { ...notInstalled('npm-missing'), log: ['actions/setup-node'] },
  },
]);
