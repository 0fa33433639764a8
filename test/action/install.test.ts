import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { find } from '@actions/tool-cache';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { filesBelow, packages, pathWithNtcli, setStage } from './stage.js';

let stage: Awaited<ReturnType<typeof setStage>>;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.close());
afterEach(() => expect(stage.registry.unusedScripts()).toEqual([]));

function tarballOf(version: string) {
  const tarball = stage.registry.tarballs.get(`@nimbletools/ntcli@${version}`);
  if (!tarball) throw new Error(`The registry has no ntcli ${version}`);
  return tarball;
}

describe('ntcli comes from', () => {
  it('the tool cache on the second run, without npm', async () => {
    const job = stage.job();
    const first = await job.main(stage.inputs);
    const before = stage.registry.requests.length;
    const second = await job.main(stage.inputs);
    expect([first.outputs['cache-hit'], second.outputs['cache-hit']]).toEqual(['false', 'true']);
    expect(second.code).toBe(0);
    expect(stage.registry.requests.length).toBe(before);
  });

  it('a place that the toolkit finds as well', async () => {
    const job = stage.job();
    const tarball = tarballOf('0.4.4');
    await job.main({ ...stage.inputs, 'npm-registry': '', 'ntcli-package': tarball.file });
    const [tool = ''] = readdirSync(job.places.toolCache);
    const [version = ''] = readdirSync(join(job.places.toolCache, tool));
    process.env.RUNNER_TOOL_CACHE = job.places.toolCache;
    expect(find(tool, version)).toBe(join(job.places.toolCache, tool, version, process.arch));
  });

  it('nowhere that stays, when it is not to be cached', async () => {
    const job = stage.job();
    const main = await job.main({ ...stage.inputs, cache: 'false' });
    expect(main.code).toBe(0);
    await job.post(main);
    for (const place of Object.values(job.places)) expect(filesBelow(place)).toEqual([]);
  });

  it.each([
    ['a range', '^0.4.0', '0.4.4'],
    ['a tag', 'latest', '0.4.4'],
    ['a range of the other dialect', '>=0.5', '1.0.0'],
  ])('npm in the version that %s means', async (_, wanted, version) => {
    const { code, outputs } = await stage.job().main({ ...stage.inputs, 'ntcli-version': wanted });
    expect({ code, version: outputs['ntcli-version'] }).toEqual({ code: 0, version });
  });

  it('a tarball in the checkout, and from the cache the next time', async () => {
    const job = stage.job();
    writeFileSync(join(job.places.checkout, 'ntcli.tgz'), readFileSync(tarballOf('0.4.4').file));
    const inputs = { ...stage.inputs, 'npm-registry': '', 'ntcli-package': './ntcli.tgz' };
    expect((await job.main(inputs)).outputs).toMatchObject({
      'ntcli-version': '0.4.4',
      'cache-hit': 'false',
    });
    expect((await job.main(inputs)).outputs).toMatchObject({
      'deploy-status': 'deployed',
      'cache-hit': 'true',
    });
  });

  it('PATH, when it is preinstalled', async () => {
    const job = stage.job();
    const env = { PATH: pathWithNtcli(job, 'documented') };
    const main = await job.main(
      { ...stage.inputs, 'npm-registry': '', 'ntcli-package': 'preinstalled' },
      { env },
    );
    expect(main.outputs).toMatchObject({ 'ntcli-version': '1.0.0', 'deploy-status': 'deployed' });
  });

  it('one of five jobs that install at the same time, and all of them succeed', async () => {
    const job = stage.job();
    const runs = await Promise.all(Array.from({ length: 5 }, () => job.main(stage.inputs)));
    expect(runs.map(({ code }) => code)).toEqual(runs.map(() => 0));
    expect(readdirSync(join(job.places.toolCache, readdirSync(job.places.toolCache)[0] ?? ''))).toEqual([
      '0.4.4',
    ]);
  });
});

describe('an ntcli that says it speaks the documented dialect, and does not', () => {
  it('is signed in by its configuration file', async () => {
    const job = stage.job();
    const liar = join(job.root, 'liar');
    mkdirSync(join(liar, 'bin'), { recursive: true });
    const manifest = JSON.parse(readFileSync(join(packages.published, 'package.json'), 'utf8'));
    writeFileSync(join(liar, 'package.json'), JSON.stringify({ ...manifest, version: '0.9.0' }));
    for (const part of ['lib', 'bin/ntcli.js']) symlinkSync(join(packages.published, part), join(liar, part));
    const bin = join(job.root, 'bin');
    mkdirSync(bin);
    writeFileSync(
      join(liar, 'bin/start.js'),
      `import ${JSON.stringify(join(packages.published, 'bin/ntcli.js'))};`,
    );
    writeFileSync(
      join(liar, 'package.json'),
      JSON.stringify({ ...manifest, version: '0.9.0', bin: { ntcli: 'bin/start.js' } }),
    );
    symlinkSync(join(liar, 'bin/start.js'), join(bin, 'ntcli'));
    const main = await job.main(
      { ...stage.inputs, 'npm-registry': '', 'ntcli-package': 'preinstalled' },
      { env: { PATH: `${bin}${delimiter}${process.env.PATH}` } },
    );
    expect(main.outputs).toMatchObject({ 'ntcli-version': '0.9.0', 'deploy-status': 'deployed' });
    expect((await job.shell('ntcli server list')).code).toBe(0);
  });
});

describe('ntcli cannot be had because', () => {
  it.each([
    [
      'the registry has no such package',
      { 'ntcli-package': '@nimbletools/other' },
      'ntcli is not in the npm registry',
      /E404.*deploy|preinstalled/s,
    ],
    [
      'the registry has no such version',
      { 'ntcli-version': '7.7.7' },
      'ntcli is not in the npm registry',
      /ETARGET/,
    ],
    [
      'its integrity is another',
      { 'ntcli-integrity': `sha512-${'A'.repeat(86)}==` },
      'The installed ntcli is not what was asked for',
      /has the integrity sha512-/,
    ],
    [
      'the file is not there',
      { 'npm-registry': '', 'ntcli-package': './gone.tgz' },
      'ntcli is not in the npm registry',
      /cannot be read/,
    ],
    [
      'the tarball has another version',
      { 'npm-registry': '', 'ntcli-package': 'tarball', 'ntcli-version': '1.0.0' },
      'The installed ntcli is not what was asked for',
      /0\.4\.4 was found where 1\.0\.0/,
    ],
    [
      'nobody installed it',
      { 'npm-registry': '', 'ntcli-package': 'preinstalled' },
      'ntcli is not on PATH',
      /PATH/,
    ],
  ])('%s', async (_, inputs, title, words) => {
    const job = stage.job();
    const file = Object.values(inputs).includes('tarball')
      ? { 'ntcli-package': tarballOf('0.4.4').file }
      : {};
    const main = await job.main({ ...stage.inputs, ...inputs, ...file });
    expect({ code: main.code, title: main.annotations[0]?.title }).toEqual({ code: 5, title });
    expect(main.annotations[0]?.message).toMatch(words);
    expect(filesBelow(job.places.temp)).toEqual([]);
    expect(filesBelow(job.places.toolCache)).toEqual([]);
  });

  it('the registry sends other bytes than it announces', async () => {
    const packument = stage.registry.packuments.get('@nimbletools/ntcli');
    const dist = packument?.versions['0.4.4']?.dist;
    if (!dist) throw new Error('The registry has no ntcli 0.4.4');
    const { integrity } = dist;
    dist.integrity = `sha512-${'A'.repeat(86)}==`;
    const main = await stage.job().main(stage.inputs);
    dist.integrity = integrity;
    expect(main.code).toBe(5);
    expect(main.annotations[0]?.message).toContain('EINTEGRITY');
  });

  it('the ntcli on PATH is one of the checkout', async () => {
    const job = stage.job();
    const bin = join(job.places.checkout, 'node_modules', '.bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'ntcli'), '#!/bin/sh\ntouch "$HOME/run-by-the-action"\n', { mode: 0o755 });
    const env = { PATH: `${bin}${delimiter}${process.env.PATH}` };
    const main = await job.main(
      { ...stage.inputs, 'npm-registry': '', 'ntcli-package': 'preinstalled' },
      { env },
    );
    expect(main.code).toBe(5);
    expect(existsSync(join(job.places.home, 'run-by-the-action'))).toBe(false);
  });
});

describe('npm', () => {
  it('gets neither the token nor anything of the job that could steer it', async () => {
    const job = stage.job();
    const npm = join(job.root, 'npm', 'bin');
    mkdirSync(npm, { recursive: true });
    const seen = join(job.root, 'seen.json');
    writeFileSync(
      join(npm, 'npm-cli.js'),
      `require('fs').writeFileSync(${JSON.stringify(seen)}, JSON.stringify({ env: process.env, argv: process.argv, cwd: process.cwd() })); process.exit(1)`,
    );
    symlinkSync(join(npm, 'npm-cli.js'), join(npm, 'npm'));
    const main = await job.main(stage.inputs, {
      env: {
        PATH: `${npm}${delimiter}${process.env.PATH}`,
        NTCLI_TOKEN: stage.token,
        NODE_AUTH_TOKEN: 'for npm',
        NODE_PATH: '/hostile',
        npm_config_registry: 'http://hostile.example',
        BASH_ENV: '/hostile',
        AWS_SECRET_ACCESS_KEY: 'other secret',
      },
    });
    expect(main.code).toBe(5);
    const { env, argv, cwd } = JSON.parse(readFileSync(seen, 'utf8'));
    expect(JSON.stringify({ env, argv })).not.toContain(stage.token);
    expect(Object.keys(env).sort()).toEqual([
      'HOME',
      'NODE_AUTH_TOKEN',
      'PATH',
      'TEMP',
      'TMP',
      'TMPDIR',
      'USERPROFILE',
    ]);
    expect(argv).toContain('--ignore-scripts');
    expect(cwd.startsWith(job.places.checkout)).toBe(false);
  });

  it('does not read the .npmrc of the checkout', async () => {
    const job = stage.job();
    writeFileSync(
      join(job.places.checkout, '.npmrc'),
      'registry=http://127.0.0.1:9/\nignore-scripts=false\n',
    );
    expect((await job.main(stage.inputs)).code).toBe(0);
  });
});
