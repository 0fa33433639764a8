import { mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect } from 'vitest';
import { packages, pathWithNtcli } from '../integration/github/test-env.js';
import type { Arranged } from './fault.js';
import {
  canaryCode,
  canaryFile,
  expectNotExecuted,
  recordingNpm,
  recordingNtcli,
  variablesOfNpm,
  variablesOfNtcli,
} from './fixtures.js';
import { deployed, endsWith, rows } from './helpers.js';
import type { Sandbox } from './sandbox.js';

/** Inputs that install ntcli from the registry of the npm configuration. */
const fromNpm = { 'ntcli-package': '', 'ntcli-version': '1.0.0' };

/** Settings of a hostile job or checkout that npm must not use: another registry, scripts, a script shell. */
function hostileNpmrc({ otherServer }: Sandbox): string {
  return [
    `registry=${otherServer.url}/`,
    `@nimbletools:registry=${otherServer.url}/`,
    'ignore-scripts=false',
    'script-shell=/hostile',
    'node-options=--require /hostile.js',
  ].join('\n');
}

const quietStranger = ({ sandbox }: { sandbox: Sandbox }) => expect(sandbox.otherServer.requests).toEqual([]);

/** A configuration as written by actions/setup-node: the npm token is in a variable. */
async function privateRegistry(sandbox: Sandbox, npmrc: string): Promise<void> {
  const registry = await sandbox.startRegistry([packages.documented]);
  writeFileSync(
    npmrc,
    `//${registry.domain}/:_authToken=\${NODE_AUTH_TOKEN}\n@nimbletools:registry=${registry.url}/\n`,
  );
}

/** Every request to the private registry had the npm token. */
function expectSignedIn({ sandbox }: { sandbox: Sandbox }): void {
  const seen = sandbox.registries.flatMap(({ requests }) =>
    requests.map(({ authorization }) => authorization),
  );
  expect(seen.length).toBeGreaterThan(1);
  expect(new Set(seen)).toEqual(new Set(['Bearer the-token-of-npm']));
}

const npmToken = { NODE_AUTH_TOKEN: 'the-token-of-npm' };

const sameList = 'the list that drops NODE_PATH drops it';

/** A hostile variable of the job. */
const variable = (
  name: string,
  value: (sandbox: Sandbox) => string,
  nightly?: string,
): Parameters<typeof rows>[1][number] => ({
  nightly,
  what: `${name} in the environment of the job`,
  expected: 'not passed to npm or ntcli; deployed',
  arrange(sandbox): Arranged {
    const recording = recordingNtcli(sandbox);
    return { ...recording, env: { ...recording.env, [name]: value(sandbox) } };
  },
  expect: {
    ...deployed,
    also: (seen) => expect(variablesOfNtcli(seen)).not.toContain(name),
  },
});

export const checkoutAttacks = rows('Checkout and job environment', [
  {
    what: 'an `ntcli` in node_modules/.bin of the checkout, first on PATH',
    expected: 'skipped for the next one on PATH; deployed',
    arrange(sandbox) {
      const { job } = sandbox;
      const bin = join(job.places.checkout, 'node_modules', '.bin');
      mkdirSync(bin, { recursive: true });
      writeFileSync(join(bin, 'ntcli'), `#!/usr/bin/env node\n${canaryCode(sandbox)}\n`, { mode: 0o755 });
      return { env: { PATH: `${bin}${delimiter}${pathWithNtcli(job, 'published')}` } };
    },
    expect: { ...deployed, also: expectNotExecuted },
  },
  {
    what: 'a package.json with a `bin` named ntcli, and scripts, in the checkout',
    expected: 'not read; deployed',
    async arrange(sandbox) {
      const { checkout } = sandbox.job.places;
      const evil = `node ${join(checkout, 'evil.cjs')}`;
      const scripts = { preinstall: evil, install: evil, postinstall: evil, prepare: evil };
      const manifest = {
        name: 'ntcli',
        version: '9.9.9',
        bin: { ntcli: 'evil.cjs', npm: 'evil.cjs' },
        scripts,
      };
      writeFileSync(join(checkout, 'package.json'), JSON.stringify(manifest));
      writeFileSync(join(checkout, 'evil.cjs'), `#!/usr/bin/env node\n${canaryCode(sandbox)}\n`, {
        mode: 0o755,
      });
      const registry = await sandbox.startRegistry([packages.documented]);
      return { inputs: { ...fromNpm, 'npm-registry': registry.url } };
    },
    expect: { ...deployed, also: expectNotExecuted },
  },
  {
    what: 'an .npmrc in the checkout: another registry, scripts enabled, a script shell',
    expected: 'not read; deployed',
    async arrange(sandbox) {
      writeFileSync(join(sandbox.job.places.checkout, '.npmrc'), hostileNpmrc(sandbox));
      await privateRegistry(sandbox, join(sandbox.job.places.home, '.npmrc'));
      return { inputs: fromNpm, env: npmToken };
    },
    expect: {
      ...deployed,
      also(seen) {
        quietStranger(seen);
        expectSignedIn(seen);
      },
    },
  },
  ...['.env', '.env.local'].map((file) => ({
    what: `\`${file}\` in the checkout: NTCLI_DEBUG=1, NODE_TLS_REJECT_UNAUTHORIZED=0`,
    expected: 'not read; deployed',
    arrange({ job }: Sandbox) {
      writeFileSync(join(job.places.checkout, file), 'NTCLI_DEBUG=1\nNODE_TLS_REJECT_UNAUTHORIZED=0\n');
      return {};
    },
    expect: { ...deployed, notInLog: ['[DEBUG]', 'NODE_TLS_REJECT_UNAUTHORIZED'] },
  })),
  {
    what: 'NODE_OPTIONS=--require in the environment of the job',
    expected: 'not passed to npm or ntcli; deployed',
    arrange(sandbox) {
      const hook = join(sandbox.outside('hook'), 'hook.cjs');
      const log = JSON.stringify(canaryFile(sandbox));
      writeFileSync(hook, `require('node:fs').appendFileSync(${log}, process.argv[1] + '\\n');`);
      return { env: { NODE_OPTIONS: `--require ${hook}` } };
    },
    expect: {
      ...deployed,
      also({ sandbox }) {
        // The runner starts our own process with it, which cannot be undone.
        const ran = readFileSync(canaryFile(sandbox), 'utf8').trim().split('\n');
        expect(ran.map((file) => /dist.(main|post).index\.js$/.test(file))).toEqual([true, true]);
      },
    },
  },
  {
    what: 'npm_config_ignore_scripts, npm_config_script_shell and npm_config_globalconfig in the environment of the job',
    expected: 'not passed to npm: exit 5, because this npm only records its environment',
    arrange(sandbox) {
      const { checkout } = sandbox.job.places;
      const { inputs, env } = recordingNpm(sandbox);
      const hostile = {
        npm_config_ignore_scripts: 'false',
        npm_config_script_shell: '/hostile',
        npm_config_globalconfig: join(checkout, 'npmrc'),
        NPM_CONFIG_USERCONFIG: join(checkout, '.npmrc'),
      };
      return { inputs, env: { ...env, ...hostile } };
    },
    expect: {
      ...endsWith('ntcli-install-failed'),
      also: (seen) => expect(variablesOfNpm(seen).filter((name) => /^npm_config_/i.test(name))).toEqual([]),
    },
  },
  variable('NODE_PATH', ({ job }) => job.places.checkout),
  variable('LD_PRELOAD', ({ job }) => join(job.places.checkout, 'hostile.so'), sameList),
  variable('BASH_ENV', ({ job }) => join(job.places.checkout, 'hostile.sh'), sameList),
  variable('NODE_TLS_REJECT_UNAUTHORIZED', () => '0'),
  variable('NTCLI_DEBUG', () => '1', sameList),
  variable('NODE_ENV', () => 'hostile', sameList),
  variable('AWS_SECRET_ACCESS_KEY', () => 'a secret of another service'),
  {
    what: 'a private registry, as configured by actions/setup-node (NPM_CONFIG_USERCONFIG, NODE_AUTH_TOKEN)',
    expected: 'npm is authenticated; deployed',
    async arrange(sandbox) {
      const npmrc = join(sandbox.job.places.temp, '.npmrc');
      await privateRegistry(sandbox, npmrc);
      return {
        inputs: fromNpm,
        env: { ...npmToken, NPM_CONFIG_USERCONFIG: npmrc },
        // Not a file of ours, so it must still exist.
        afterMain: () => unlinkSync(npmrc),
      };
    },
    expect: { ...deployed, also: expectSignedIn },
  },
  {
    what: 'a private registry in an .npmrc outside the checkout that NPM_CONFIG_USERCONFIG names',
    nightly: 'an install with npm, as the row on actions/setup-node',
    expected: 'npm is authenticated; deployed',
    async arrange(sandbox) {
      const npmrc = join(sandbox.job.places.home, 'ci.npmrc');
      await privateRegistry(sandbox, npmrc);
      return { inputs: fromNpm, env: { ...npmToken, NPM_CONFIG_USERCONFIG: npmrc } };
    },
    expect: { ...deployed, also: expectSignedIn },
  },
  {
    what: 'the token of a private registry in NODE_AUTH_TOKEN',
    expected: 'passed to npm only',
    arrange(sandbox) {
      const recording = recordingNtcli(sandbox);
      return { ...recording, env: { ...recording.env, ...npmToken, NPM_CONFIG_USERCONFIG: '/npmrc' } };
    },
    expect: {
      ...deployed,
      also(seen) {
        expect(variablesOfNtcli(seen)).not.toContain('NODE_AUTH_TOKEN');
        expect(variablesOfNtcli(seen)).not.toContain('NPM_CONFIG_USERCONFIG');
      },
    },
  },
]);
