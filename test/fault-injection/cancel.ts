import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'vitest';
import { makeToken } from '../fakes/tokens.js';
import { fakeNtcli, packages, pathWithNtcli } from '../integration/github/test-env.js';
import type { Arranged, Expected } from './fault.js';
import {
  deployPath,
  endsWith,
  findRequests,
  rows,
  secretPath,
  serverPath,
  workspaceList,
} from './helpers.js';
import type { Sandbox } from './sandbox.js';

/** Milliseconds from a signal to the exit, on a much slower machine. Users are promised 7 s; the runner kills after 10 s. */
const longest = 10_000;

/** A phase of a run that can be held until the signal is sent. */
interface Phase {
  readonly name: string;
  /** Left to the nightly run. */
  readonly isSlow?: true;
  /** Prepares the phase, and returns whether the run has reached it. */
  readonly hold: (
    sandbox: Sandbox,
  ) => Promise<Arranged & { readonly isThere: (log: () => string) => boolean }>;
  readonly outputs: Record<string, string>;
}

const untouched = { 'deploy-status': 'skipped', 'health-status': 'skipped' };

/** Holds the response to a request, after a number of requests of the same kind that pass. */
function held({ platform }: Sandbox, method: string, path: RegExp, passing = 0): () => boolean {
  platform.script(method, path, ...Array(passing).fill({ act: 'pass' }), { act: 'hang' });
  const isMeant = (one: { method: string; path: string }) => one.method === method && path.test(one.path);
  return () => platform.requests.filter(isMeant).length > passing;
}

const phases: readonly Phase[] = [
  {
    name: 'before the install, while an expired token is checked',
    async hold(sandbox) {
      const token = makeToken({ exp: Math.floor(Date.now() / 1000) - 3600 });
      return { inputs: { token }, secrets: [token], isThere: held(sandbox, 'GET', workspaceList) };
    },
    outputs: {},
  },
  {
    name: 'while npm installs',
    async hold(sandbox) {
      const registry = await sandbox.startRegistry([packages.documented]);
      registry.script('GET', /ntcli/, { act: 'hang' });
      const inputs = { 'ntcli-package': '', 'ntcli-version': '1.0.0', 'npm-registry': registry.url };
      return { inputs, isThere: () => registry.requests.length > 0 };
    },
    outputs: untouched,
  },
  {
    name: 'while the workspace is looked up',
    hold: async (sandbox) => ({ isThere: held(sandbox, 'GET', workspaceList) }),
    outputs: untouched,
  },
  {
    name: 'while ntcli is signed in',
    async hold(sandbox) {
      const isThere = held(sandbox, 'GET', workspaceList, 1);
      return { env: { PATH: pathWithNtcli(sandbox.job, 'documented') }, isThere };
    },
    outputs: untouched,
  },
  {
    name: 'while a secret is set',
    async hold(sandbox) {
      const secrets = ['first-secret-value', 'other-secret-value'];
      const inputs = { secrets: `FIRST=${secrets[0]}\nOTHER=${secrets[1]}` };
      return { inputs, secrets, isThere: held(sandbox, 'PUT', secretPath) };
    },
    outputs: untouched,
  },
  {
    name: 'while ntcli deploys',
    hold: async (sandbox) => ({ isThere: held(sandbox, 'POST', deployPath) }),
    outputs: { 'deploy-status': 'unknown', 'health-status': 'skipped' },
  },
  {
    name: 'while an ntcli that ignores signals deploys',
    async hold(sandbox) {
      const deaf = "for (const one of ['SIGINT', 'SIGTERM']) process.on(one, () => {});";
      const goes = `fetch('http://${sandbox.platform.domain}/here'); setInterval(() => {}, 1000);`;
      const isThere = () => sandbox.platform.requests.some(({ path }) => path === '/here');
      return { env: { PATH: fakeNtcli(sandbox.job, '0.4.4', deaf + goes) }, isThere };
    },
    outputs: { 'deploy-status': 'unknown' },
  },
  {
    name: 'while waiting for the server',
    async hold(sandbox) {
      sandbox.platform.options.startMs = Number.POSITIVE_INFINITY;
      return {
        isThere: () => sandbox.platform.requests.filter(({ path }) => serverPath.test(path)).length > 3,
      };
    },
    outputs: { 'deploy-status': 'deployed', 'health-status': 'unknown' },
  },
  {
    name: 'while a status request is pending',
    hold: async (sandbox) => ({ isThere: held(sandbox, 'GET', serverPath, 2) }),
    outputs: { 'deploy-status': 'deployed', 'health-status': 'unknown' },
  },
  {
    name: 'during MCP verification',
    async hold(sandbox) {
      return { inputs: { verify: 'true' }, isThere: held(sandbox, 'POST', /\/mcp$/) };
    },
    outputs: { 'deploy-status': 'deployed', 'health-status': 'unknown' },
  },
  {
    name: 'while the session directory is removed',
    isSlow: true,
    async hold(sandbox) {
      // Enough files that removing them takes longer than delivering a signal.
      const litters = `
        import { writeFileSync } from 'node:fs';
        import { tmpdir } from 'node:os';
        for (let n = 0; n < 10000; n++) writeFileSync(tmpdir() + '/' + n, '');
        await import(${JSON.stringify(join(packages.published, 'bin', 'ntcli.js'))});`;
      return {
        inputs: { 'export-token': 'false' },
        env: { PATH: fakeNtcli(sandbox.job, '0.4.4', litters) },
        isThere: (log) => log().includes('✓ ai.nimbletools/echo deployed'),
      };
    },
    outputs: { 'deploy-status': 'deployed', 'health-status': 'healthy' },
  },
];

const signals = [
  ['SIGINT', 'interrupted'],
  ['SIGTERM', 'terminated'],
] as const;

export const cancelFaults = rows('Cancel', [
  ...phases.flatMap(({ name, isSlow, hold, outputs }) =>
    signals.map(([signal, code]) => ({
      what: `${signal} ${name}`,
      expected: `exit ${endsWith(code).exit} within 7 s, nothing sent after it, nothing left`,
      nightly: signal === 'SIGINT' || isSlow ? 'the other signal, or slow to arrange' : undefined,
      async arrange(sandbox: Sandbox) {
        const { isThere, ...arranged } = await hold(sandbox);
        let log = '';
        return {
          ...arranged,
          onStart(child: ChildProcess) {
            child.stdout?.on('data', (text) => {
              log += text;
            });
            sandbox.signalWhen(() => isThere(() => log), signal)(child);
          },
        };
      },
      expect: {
        ...endsWith(code, outputs),
        also(seen) {
          expect(seen.cancel, 'milliseconds from the signal to the end').toBeLessThan(longest);
          const sentAt = seen.sandbox.signal.sentAt ?? 0;
          const late = seen.sandbox.platform.requests.filter(
            ({ method, at }) => method !== 'GET' && at > sentAt,
          );
          expect(late).toEqual([]);
          expect(findRequests(seen, 'POST', deployPath).length).toBeLessThanOrEqual(1);
        },
      } satisfies Expected,
    })),
  ),
]);
