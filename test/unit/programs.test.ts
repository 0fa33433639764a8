import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { childEnvironment, homeEnvironment, tempEnvironment } from '../../src/lib/env.js';
import { v0_4 } from '../../src/ntcli/contract-v0-4.js';
import { findNpm } from '../../src/ntcli/install/npm.js';
import { readNtcliPackage } from '../../src/ntcli/install/package.js';
import { findPreinstalled } from '../../src/ntcli/install/preinstalled.js';
import { createSession } from '../../src/ntcli/session.js';
import { shellWrapper } from '../../src/ntcli/wrapper.js';
import { isPosix, onPosix } from '../posix.js';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'programs-')));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const at = (...names: readonly string[]) => join(root, ...names);

/** A directory with a package that has a program, and one with a symlink to the program. */
function install(place: string, name: string, program: string): string {
  mkdirSync(at(place, 'lib', name, 'bin'), { recursive: true });
  mkdirSync(at(place, 'bin'), { recursive: true });
  const manifest = { name, version: '1.0.0', bin: { ntcli: `bin/${program}` } };
  writeFileSync(at(place, 'lib', name, 'package.json'), JSON.stringify(manifest));
  writeFileSync(at(place, 'lib', name, 'bin', program), '', { mode: 0o755 });
  symlinkSync(at(place, 'lib', name, 'bin', program), at(place, 'bin', name));
  return at(place, 'bin');
}

/** Finds the ntcli on a PATH. */
function find(path: string, job: NodeJS.ProcessEnv = {}) {
  const machine = { job: { ...job, PATH: path }, checkout: at('checkout'), runDir: at('run') };
  return findPreinstalled(machine, { onLines() {}, debug() {}, signal: new AbortController().signal });
}

describe.runIf(isPosix)(onPosix('an ntcli on PATH'), () => {
  it('is found outside the checkout only, also through a symlink', async () => {
    const inside = install('checkout', 'ntcli', 'ntcli.js');
    mkdirSync(at('links'));
    symlinkSync(at('checkout', 'lib', 'ntcli', 'bin', 'ntcli.js'), at('links', 'ntcli'));
    const outside = install('outside', 'ntcli', 'ntcli.js');
    // In the checkout, a symlink to a program outside is the decision of the checkout.
    mkdirSync(at('checkout', 'links'));
    symlinkSync(at('outside', 'lib', 'ntcli', 'bin', 'ntcli.js'), at('checkout', 'links', 'ntcli'));
    const untrusted = [inside, at('links'), at('checkout', 'links'), relative('.', outside)].join(delimiter);
    await expect(find(untrusted)).rejects.toThrow('is inside the checkout');
    const found = await find(`${untrusted}${delimiter}${outside}`);
    expect(found.entry).toBe(at('outside', 'lib', 'ntcli', 'bin', 'ntcli.js'));
  });

  it('that is a script gets neither the token nor programs of the checkout', async () => {
    mkdirSync(at('outside'));
    mkdirSync(at('checkout'));
    mkdirSync(at('run'));
    const script = '#!/bin/sh\nenv > "$(dirname "$0")/seen"\necho 0.4.4\n';
    writeFileSync(at('outside', 'ntcli'), script, { mode: 0o755 });
    const path = [at('checkout'), at('outside'), '/usr/bin', '/bin'].join(delimiter);
    const found = await find(path, { NTCLI_TOKEN: 'the-token', SOME_SECRET: 'x' });
    expect(found).toMatchObject({ version: '0.4.4', entry: at('outside', 'ntcli') });
    const seen = readFileSync(at('outside', 'seen'), 'utf8');
    expect(seen).toContain(`PATH=${[at('outside'), '/usr/bin', '/bin'].join(delimiter)}\n`);
    for (const hidden of ['the-token', 'SOME_SECRET', at('checkout')]) expect(seen).not.toContain(hidden);
  });

  it('is refused if its program is not inside its package', async () => {
    install('outside', 'ntcli', 'ntcli.js');
    writeFileSync(at('elsewhere.js'), '');
    for (const program of ['../../../elsewhere.js', 'bin/link.js']) {
      const manifest = { version: '1.0.0', bin: { ntcli: program } };
      writeFileSync(at('outside', 'lib', 'ntcli', 'package.json'), JSON.stringify(manifest));
      rmSync(at('outside', 'lib', 'ntcli', 'bin', 'link.js'), { force: true });
      symlinkSync(at('elsewhere.js'), at('outside', 'lib', 'ntcli', 'bin', 'link.js'));
      await expect(readNtcliPackage(at('outside', 'lib', 'ntcli'))).rejects.toThrow(
        'is not a file inside it',
      );
    }
  });
});

describe.runIf(isPosix)(onPosix('npm'), () => {
  const node = () => at('node', 'bin', 'node');

  it('is found on PATH outside the checkout only, also through a symlink', () => {
    const inside = install('checkout', 'npm', 'npm-cli.js');
    mkdirSync(at('links'));
    symlinkSync(at('checkout', 'lib', 'npm', 'bin', 'npm-cli.js'), at('links', 'npm'));
    const outside = install('outside', 'npm', 'npm-cli.js');
    mkdirSync(at('checkout', 'links'));
    symlinkSync(at('outside', 'lib', 'npm', 'bin', 'npm-cli.js'), at('checkout', 'links', 'npm'));
    const untrusted = [inside, at('links'), at('checkout', 'links'), relative('.', outside)].join(delimiter);
    expect(() => findNpm(node(), { PATH: untrusted }, at('checkout'))).toThrow('No npm found');
    expect(findNpm(node(), { PATH: `${untrusted}${delimiter}${outside}` }, at('checkout'))).toEqual({
      file: node(),
      args: [at('outside', 'lib', 'npm', 'bin', 'npm-cli.js')],
    });
  });

  it('is not taken from a directory next to one of PATH that has no npm, which others may be able to create', () => {
    const cli = at('shared', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
    mkdirSync(join(cli, '..'), { recursive: true });
    mkdirSync(at('shared', 'own-bin'));
    writeFileSync(cli, '');
    const find = () => findNpm(node(), { PATH: at('shared', 'own-bin') }, at('checkout'));
    expect(find).toThrow('No npm found');
    writeFileSync(at('shared', 'own-bin', 'npm'), '#!/bin/sh\n');
    expect(find().args).toEqual([cli]);
  });

  it('that is another program is not run by Node.js, but by itself', () => {
    mkdirSync(at('shims'));
    writeFileSync(at('shims', 'npm'), '#!/bin/sh\n', { mode: 0o755 });
    const path = [at('checkout'), at('shims')].join(delimiter);
    expect(findNpm(node(), { PATH: path, HOME: root }, at('checkout'))).toEqual({
      file: at('shims', 'npm'),
      args: [],
      shim: { PATH: at('shims') },
    });
  });

  it('next to the running Node.js is used, wherever both are', () => {
    const cli = at('node', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
    mkdirSync(join(cli, '..'), { recursive: true });
    mkdirSync(at('node', 'bin'));
    writeFileSync(cli, '');
    writeFileSync(node(), '');
    expect(findNpm(node(), {}, at('checkout')).args).toEqual([cli]);
    expect(findNpm(node(), {}, root).args).toEqual([cli]);
  });

  it('next to the running Node.js is not used if it is a symlink into the checkout', () => {
    install('checkout', 'npm', 'npm-cli.js');
    const cli = at('node', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
    mkdirSync(join(cli, '..'), { recursive: true });
    symlinkSync(at('checkout', 'lib', 'npm', 'bin', 'npm-cli.js'), cli);
    expect(() => findNpm(node(), {}, at('checkout'))).toThrow('No npm found');
  });
});

describe.runIf(isPosix)(onPosix('the wrapper for later steps'), () => {
  it('runs ntcli in the session, not in the directory of the step', async () => {
    const session = await createSession(at("it's a run"));
    const entry = at('ntcli.cjs');
    writeFileSync(session.guard, 'globalThis.guarded = true;');
    writeFileSync(
      entry,
      'console.log(JSON.stringify({ cwd: process.cwd(), home: process.env.HOME, args: process.argv.slice(2), guarded }));',
    );
    const ntcli = { version: '0.4.4', entry, source: 'installed' } as const;
    const who = { node: process.execPath, token: 'the-token', job: {}, contract: v0_4, ntcli, session };
    const file = join(session.bin, 'ntcli');
    writeFileSync(file, shellWrapper(who), { mode: 0o700 });
    const output = execFileSync(file, ['server', 'list', '$HOME "x"'], { cwd: root, encoding: 'utf8' });
    expect(JSON.parse(output)).toEqual({
      cwd: session.work,
      home: session.home,
      args: ['server', 'list', '$HOME "x"'],
      guarded: true,
    });
    expect(shellWrapper(who)).not.toContain('the-token');
  });
});

it('a child process gets no variable that can run code or that is a secret', () => {
  const job = {
    PATH: '/bin',
    NODE_PATH: '/x',
    LD_PRELOAD: '/x',
    BASH_ENV: '/x',
    SECRET: 'x',
    https_proxy: 'p',
  };
  expect(childEnvironment(job)).toEqual({ PATH: '/bin', https_proxy: 'p' });
  const options = '--require=/x--use-system-ca --use-system-ca-x --use-system-ca --import=/x';
  expect(childEnvironment({ NODE_OPTIONS: options })).toEqual({ NODE_OPTIONS: '--use-system-ca' });
});

it('the home and the temporary directory of a child process are set for every system', () => {
  expect(homeEnvironment('/h')).toEqual({ HOME: '/h', USERPROFILE: '/h', APPDATA: '/h', LOCALAPPDATA: '/h' });
  expect(tempEnvironment('/t')).toEqual({
    TMPDIR: '/t',
    TEMP: '/t',
    TMP: '/t',
    NODE_DISABLE_COMPILE_CACHE: '1',
  });
});
