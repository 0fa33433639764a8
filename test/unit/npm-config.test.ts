import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { npmEnvironment } from '../../src/ntcli/install/npm-config.js';
import { hasSymlinks, withSymlinks } from '../posix.js';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'npm-config-')));
  for (const name of ['checkout', 'home']) mkdirSync(join(root, name));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const at = (...names: readonly string[]) => join(root, ...names);

/** The environment of npm in a job with these variables. */
function environment(job: NodeJS.ProcessEnv) {
  return npmEnvironment({
    job: { HOME: at('home'), PATH: '/bin', ...job },
    checkout: at('checkout'),
    tempDir: at('temp'),
    hasOwnSecret: (text) => text.includes('the-token'),
  });
}

describe('the environment of npm', () => {
  it('has the sources of packages of the job, and nothing else that steers npm', () => {
    const found = environment({
      NPM_CONFIG_REGISTRY: 'https://npm.example/',
      'npm_config_@acme:registry': 'https://acme.example/',
      npm_config_ignore_scripts: 'false',
      npm_config_script_shell: '/hostile',
      npm_config_node_options: '--require /hostile.js',
      NODE_OPTIONS: '--require /hostile.js',
      NTCLI_TOKEN: 'the-token',
    });
    expect(found).toMatchObject({
      HOME: at('home'),
      TMPDIR: at('temp'),
      NPM_CONFIG_REGISTRY: 'https://npm.example/',
      'npm_config_@acme:registry': 'https://acme.example/',
    });
    const names = Object.keys(found);
    for (const name of [
      'npm_config_ignore_scripts',
      'npm_config_script_shell',
      'npm_config_node_options',
      'NODE_OPTIONS',
      'NTCLI_TOKEN',
    ])
      expect(names).not.toContain(name);
  });

  it('has the variables that the configuration of the user names, but not the token', () => {
    writeFileSync(
      at('home', '.npmrc'),
      '//npm.example/:_authToken=${NPM_SECRET}\n//other.example/:_authToken=${NTCLI_TOKEN}\n',
    );
    expect(environment({ NPM_SECRET: 'of-npm', NTCLI_TOKEN: 'the-token', OTHER: 'x' })).toMatchObject({
      NPM_SECRET: 'of-npm',
    });
    // It would be in a directory that is removed after the install.
    expect(environment({})).toMatchObject({ TMPDIR: at('temp'), NODE_DISABLE_COMPILE_CACHE: '1' });
    expect(
      Object.keys(environment({ NPM_SECRET: 'of-npm', NTCLI_TOKEN: 'the-token', OTHER: 'x' })),
    ).not.toContain('NTCLI_TOKEN');
  });

  it.runIf(hasSymlinks)(
    withSymlinks('has no configuration of the checkout, named by a variable or below a home in it'),
    () => {
      writeFileSync(at('checkout', '.npmrc'), '//evil.example/:_authToken=${OTHER_SECRET}\n');
      symlinkSync(at('checkout', '.npmrc'), at('link'));
      for (const file of [at('checkout', '.npmrc'), at('link')])
        for (const name of ['NPM_CONFIG_USERCONFIG', 'npm_config_globalconfig'])
          expect(Object.keys(environment({ [name]: file }))).not.toContain(name);
      const found = environment({ HOME: at('checkout'), USERPROFILE: at('checkout'), OTHER_SECRET: 'x' });
      expect(found).toMatchObject({ HOME: at('temp'), USERPROFILE: at('temp') });
      expect(Object.keys(found)).not.toContain('OTHER_SECRET');
    },
  );
});
