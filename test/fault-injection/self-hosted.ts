import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { v0_4 } from '../../src/ntcli/contract-v0-4.js';
import type { StepResult } from '../fakes/github-runner.js';
import { makeToken } from '../fakes/tokens.js';
import { filesBelow, packages } from '../integration/github/test-env.js';
import type { Fault } from './fault.js';
import { canaryCode, canaryFile, deploys, expectNotExecuted } from './fixtures.js';
import { deployed, deployPath, rows } from './helpers.js';
import type { Sandbox } from './sandbox.js';

const otherToken = makeToken();

const fromNpm = { 'ntcli-package': '', 'ntcli-version': '1.0.0' };

type Spoil = (copy: string, sandbox: Sandbox) => void;

/** Ways to tamper with the copy of ntcli in the tool cache. */
const spoiled: readonly (readonly [what: string, spoil: Spoil])[] = [
  ['with a changed program', (copy, sandbox) => writeFileSync(programIn(copy), hostile(sandbox))],
  [
    'with an added module',
    (copy, sandbox) => {
      mkdirSync(join(copy, 'node_modules', 'extra'));
      writeFileSync(join(copy, 'node_modules', 'extra', 'index.js'), hostile(sandbox));
    },
  ],
  [
    'with its program replaced by a symlink',
    (copy, sandbox) => {
      const file = join(sandbox.outside('hostile'), 'ntcli.js');
      writeFileSync(file, hostile(sandbox));
      rmSync(programIn(copy));
      symlinkSync(file, programIn(copy));
    },
  ],
  ['half-written, but marked as complete', (copy) => rmSync(programIn(copy))],
  ['that is world-writable', (copy) => chmodSync(copy, 0o777)],
];

function programIn(copy: string): string {
  return join(copy, 'node_modules', '@nimbletools', 'ntcli', 'bin', 'ntcli.js');
}

function hostile(sandbox: Sandbox): string {
  return `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(canaryFile(sandbox))}, ''); ${deploys}`;
}

/** The only copy in a tool cache. */
function copyIn(toolCache: string): string {
  const marker = readdirSync(toolCache, { recursive: true, encoding: 'utf8' }).find((path) =>
    path.endsWith('.complete'),
  );
  if (marker === undefined) throw new Error('The tool cache is empty.');
  return join(toolCache, marker.replace(/\.complete$/, ''));
}

/** A run with a copy in the tool cache that it must not use. */
export function spoiledCopy(what: string, spoil: Spoil): Omit<Fault, 'area'> {
  return {
    what: `an ntcli in the tool cache ${what}`,
    expected: 'not executed; reinstalled; deployed',
    async arrange(sandbox) {
      const { job, platform, token } = sandbox;
      const registry = await sandbox.startRegistry([packages.documented]);
      const inputs = { ...fromNpm, 'npm-registry': registry.url };
      const first = await job.main({ ...inputs, token, command: 'setup', domain: platform.domain });
      await job.post(first);
      spoil(copyIn(job.places.toolCache), sandbox);
      return { inputs };
    },
    expect: {
      ...deployed,
      outputs: { ...deployed.outputs, 'cache-hit': 'false' },
      also: expectNotExecuted,
    },
  };
}

/** An ntcli that loads an optional package, if there is one, in both ways. */
function loadingNtcli({ outside }: Sandbox): string {
  const directory = outside('loading');
  cpSync(packages.documented, directory, { recursive: true });
  const file = join(directory, 'bin', 'ntcli.js');
  const load = `import { createRequire } from 'node:module';
    try { createRequire(import.meta.url)('optional'); } catch {}
    try { await import('optional'); } catch {}`;
  writeFileSync(file, readFileSync(file, 'utf8').replace('\n', `\n${load}\n`));
  return directory;
}

export const selfHostedAttacks = rows('Self-hosted machines', [
  ...spoiled.map(([what, spoil], index) => ({
    ...spoiledCopy(what, spoil),
    nightly: index > 0 ? 'two installs with npm, as the row on a changed program' : undefined,
  })),
  {
    what: 'two parallel jobs with one HOME, one temporary directory, one tool cache and two tokens',
    expected: 'each deploys with its own token, isolated from the other',
    nightly: 'two installs with npm at the same time',
    async arrange(sandbox) {
      const { platform, job } = sandbox;
      platform.tokens.set(otherToken, { access: 'full' });
      const { home, temp, toolCache } = job.places;
      const other = sandbox.startAnotherJob({
        env: { HOME: home, USERPROFILE: home, RUNNER_TEMP: temp, TMPDIR: temp, RUNNER_TOOL_CACHE: toolCache },
      });
      const registry = await sandbox.startRegistry([packages.documented]);
      const install = { ...fromNpm, 'npm-registry': registry.url };
      const inputs = {
        token: otherToken,
        workspace: 'my-workspace',
        server: 'io.acme/weather',
        domain: platform.domain,
        ...install,
      };
      const others: { main?: Promise<StepResult> } = {};
      return {
        onStart() {
          others.main = other.main(inputs);
        },
        async afterMain(main) {
          const othersMain = await others.main;
          if (!othersMain) throw new Error('The other job did not start.');
          expect(othersMain.outputs).toMatchObject({ 'deploy-status': 'deployed' });
          expect(othersMain.outputs['ntcli-path']).not.toBe(main.outputs['ntcli-path']);
          expect(othersMain.raw).not.toContain(sandbox.token);
          await other.post(othersMain);
        },
        inputs: install,
        secrets: [otherToken],
      };
    },
    expect: {
      ...deployed,
      also({ sandbox }) {
        const posts = sandbox.platform.requests.filter(({ method }) => method === 'POST');
        expect(
          Object.fromEntries(posts.map(({ body, authorization }) => [nameOf(body), authorization])),
        ).toEqual({
          'ai.nimbletools/echo': `Bearer ${sandbox.token}`,
          'io.acme/weather': `Bearer ${otherToken}`,
        });
        // Both installed into the same place, and one copy is there.
        const copies = filesBelow(sandbox.job.places.toolCache).filter((path) => path.endsWith('.complete'));
        expect(copies).toHaveLength(1);
      },
    },
  },
  ...(['toolCache', 'temp'] as const).map(
    (place): Omit<Fault, 'area'> => ({
      what: `a package that ntcli tries to load, in a \`node_modules\` above it, in the ${place === 'temp' ? 'temporary directory' : 'tool cache'}`,
      expected: 'not loaded; deployed',
      nightly:
        place === 'toolCache' ? 'an install with npm, as the row on the temporary directory' : undefined,
      async arrange(sandbox) {
        const above = join(sandbox.job.places[place], 'node_modules');
        mkdirSync(join(above, 'optional'), { recursive: true });
        writeFileSync(join(above, 'optional', 'index.js'), canaryCode(sandbox));
        const registry = await sandbox.startRegistry([loadingNtcli(sandbox)]);
        const inputs = { ...fromNpm, 'npm-registry': registry.url, cache: `${place === 'toolCache'}` };
        return { inputs, afterMain: () => rmSync(above, { recursive: true }) };
      },
      expect: { ...deployed, also: expectNotExecuted },
    }),
  ),
  {
    what: 'an old directory of the user in the temporary directory with our name prefix',
    expected: 'not touched',
    arrange({ job }) {
      const directory = join(job.places.temp, 'ntcli-deploy-of-mine');
      mkdirSync(directory);
      utimesSync(directory, 1e9, 1e9);
      // Must exist, and be removed later: nothing may be left after the post step.
      return {
        afterMain() {
          expect(existsSync(directory)).toBe(true);
          rmdirSync(directory);
        },
      };
    },
    expect: deployed,
  },
  {
    what: 'a temporary directory that every user can write to, in which another user could replace the session',
    expected: 'another one is used; deployed',
    arrange({ job, outside }) {
      chmodSync(job.places.temp, 0o777);
      return { env: { TMPDIR: outside('tmp') } };
    },
    expect: {
      ...deployed,
      log: ['is not used for temporary files: it is writable by every user'],
      also: ({ main, sandbox }) => expect(main.outputs['ntcli-path']).toContain(sandbox.outside('tmp')),
    },
  },
  {
    what: 'symlinks in the temporary directory under every predictable name',
    expected: 'none followed; deployed',
    arrange({ job, outside }) {
      for (const name of [
        'ntcli-deploy',
        'ntcli-deploy-',
        'ntcli-deploy-1',
        'ntcli',
        '.ntcli',
        'npm',
        'home',
        'session',
      ])
        symlinkSync(outside('lured'), join(job.places.temp, name));
      return {
        async afterMain(main) {
          expect(main.outputs['ntcli-path'] ?? 'none').toMatch(
            /ntcli-deploy-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/,
          );
          expect(readdirSync(outside('lured'))).toEqual([]);
          await job.shell('find "$RUNNER_TEMP" -type l -delete');
        },
      };
    },
    expect: { ...deployed },
  },
  {
    what: 'the session of ntcli, during the job',
    expected: 'readable only by this user (0700, files 0600)',
    arrange: ({ job }) => ({
      async afterMain() {
        const list = (test: string) =>
          job.shell(`find "$RUNNER_TEMP" -mindepth 1 ${test} -not -type l -printf "%m %y %f\\n"`);
        expect((await list('-perm /077')).raw, 'files and directories that others may use').toBe('');
        // They are there at all.
        expect((await list('')).raw).toMatch(/^600 f config.json$/m);
      },
    }),
    expect: deployed,
  },
  {
    what: 'the main step killed (SIGKILL) during a deploy',
    expected: 'the post step removes the session with the token',
    arrange(sandbox) {
      sandbox.platform.script('POST', deployPath, { act: 'hang' });
      const isSent = () => sandbox.platform.requests.some(({ method }) => method === 'POST');
      return { onStart: sandbox.signalWhen(isSent, 'SIGKILL') };
    },
    expect: { exit: null, title: null },
  },
  {
    what: 'an ntcli configuration in HOME with another token for another platform',
    expected: 'not read, not changed; deployed with the token of this job',
    arrange({ job, otherServer }) {
      const file = join(job.places.home, '.ntcli', 'config.json');
      mkdirSync(join(file, '..'));
      writeFileSync(file, staleConfiguration(new URL(otherServer.url).host));
      return {};
    },
    expect: {
      ...deployed,
      also({ sandbox: { job, otherServer } }) {
        expect(otherServer.requests).toEqual([]);
        expect(filesBelow(job.places.home)).toEqual(['.ntcli/config.json']);
        const text = readFileSync(join(job.places.home, '.ntcli', 'config.json'), 'utf8');
        expect(text).toBe(staleConfiguration(new URL(otherServer.url).host));
      },
    },
  },
]);

/** What an interactive ntcli 0.4 leaves in HOME, for another platform. */
function staleConfiguration(domain: string): string {
  const workspace = { id: '11111111-2222-4333-8444-555555555555', name: 'stale' };
  return JSON.stringify(
    v0_4.configuration({ token: 'wst_stale-token-of-another-job', domain, workspace }),
  ).replace(/"lastUpdated":"[^"]*"/, '"lastUpdated":"2026-01-01T00:00:00.000Z"');
}

function nameOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'name' in body ? `${body.name}` : '';
}
