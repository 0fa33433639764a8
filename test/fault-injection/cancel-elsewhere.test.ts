import { describe, expect, it } from 'vitest';
import { filesBelow, packages } from '../integration/github/test-env.js';
import { runsAll } from '../nightly.js';
import { createLeakFinder } from './leaks.js';
import { runEngine } from './run-engine.js';
import { createSandbox, type Sandbox } from './sandbox.js';

const systems = [
  ['GitLab', ({ job }: Sandbox) => ({ GITLAB_CI: 'true', CI_PROJECT_DIR: job.places.checkout })],
  ['CircleCI', ({ outside }: Sandbox) => ({ CIRCLECI: 'true', BASH_ENV: `${outside('circleci')}/env` })],
  ['a terminal', () => ({})],
] as const;

const phases = [
  [
    'while npm installs',
    async (sandbox: Sandbox) => {
      const registry = await sandbox.startRegistry([packages.documented]);
      registry.script('GET', /ntcli/, { act: 'hang' });
      return {
        isThere: () => registry.requests.length > 0,
        env: { NTCLI_PACKAGE: '', NTCLI_VERSION: '1.0.0', NTCLI_NPM_REGISTRY: registry.url },
      };
    },
  ],
  [
    'while ntcli deploys',
    async ({ platform }: Sandbox) => {
      platform.script('POST', /\/servers$/, { act: 'hang' });
      return { isThere: () => platform.requests.some(({ method }) => method === 'POST'), env: {} };
    },
  ],
  [
    'while waiting for the server',
    async ({ platform }: Sandbox) => {
      platform.options.startMs = Number.POSITIVE_INFINITY;
      const looks = () => platform.requests.filter(({ path }) => /\/servers\/echo$/.test(path));
      return { isThere: () => looks().length > 3, env: {} };
    },
  ],
] as const;

const signals = [
  ['SIGINT', 130, 'Cancelled'],
  ['SIGTERM', 143, 'Terminated'],
  ['SIGHUP', 143, 'Terminated'],
] as const;

const tested = runsAll ? signals : signals.filter(([signal]) => signal === 'SIGTERM');

describe.concurrent.each(systems)('on %s', (system, variables) => {
  // All systems run the same engine: each phase on one of them, and one phase on each.
  const held = runsAll || system === systems[0][0] ? phases : phases.slice(1, 2);
  describe.each(held)('%s', (_, hold) => {
    it.each(tested)('%s ends the run with %i, nothing is sent again or left', async (signal, exit, title) => {
      const sandbox = await createSandbox();
      try {
        const { job, platform, token } = sandbox;
        const { isThere, env } = await hold(sandbox);
        let ended = 0;
        const { code, raw } = await runEngine(sandbox, {
          env: {
            XDG_CACHE_HOME: job.places.toolCache,
            ...variables(sandbox),
            ...env,
          },
          onStart(child) {
            child.once('exit', () => {
              ended = performance.now();
            });
            sandbox.signalWhen(isThere, signal)(child);
          },
        });
        expect(code, raw).toBe(exit);
        expect(raw).toContain(`Error: ${title}: `);
        expect(ended - (sandbox.signal.sentAt ?? 0)).toBeLessThan(10_000);
        expect(platform.requests.filter(({ method }) => method === 'POST').length).toBeLessThanOrEqual(1);
        expect(filesBelow(job.places.temp)).toEqual([]);
        expect(filesBelow(job.places.toolCache)).toEqual([]);
        expect(createLeakFinder(token).formsIn(raw)).toEqual([]);
      } finally {
        await sandbox.end();
      }
    });
  });
});
