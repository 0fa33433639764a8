import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { find } from '@actions/tool-cache';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { nightly, runsAll } from '../../nightly.js';
import {
  fakeNtcli,
  filesBelow,
  filesWith,
  minimalVersion,
  packages,
  pathWithNtcli,
  preinstalled,
  startTestEnv,
} from './test-env.js';

let testEnv: Awaited<ReturnType<typeof startTestEnv>>;
beforeAll(async () => {
  testEnv = await startTestEnv();
  Object.assign(testEnv.platform.options, { operatorMs: 0, lagMs: 0, startMs: 0 });
});
afterAll(() => testEnv.close());
afterEach(() => expect(testEnv.registry.unusedScripts()).toEqual([]));

/** Installs ntcli and signs it in, without a deploy. */
const setup = { command: 'setup', server: '' };

function tarballOf(version: string) {
  const tarball = testEnv.registry.tarballs.get(`@nimbletools/ntcli@${version}`);
  if (!tarball) throw new Error(`The registry has no ntcli ${version}`);
  return tarball;
}

describe('ntcli comes from', () => {
  nightly(() => {
    it('a place that the toolkit finds as well', async () => {
      const job = testEnv.job();
      const tarball = tarballOf(minimalVersion);
      await job.main({
        ...testEnv.inputs,
        'npm-registry': '',
        'ntcli-version': '',
        'ntcli-package': tarball.file,
      });
      const [tool = ''] = readdirSync(job.places.toolCache);
      const [version = ''] = readdirSync(join(job.places.toolCache, tool));
      vi.stubEnv('RUNNER_TOOL_CACHE', job.places.toolCache);
      onTestFinished(() => void vi.unstubAllEnvs());
      expect(find(tool, version)).toBe(join(job.places.toolCache, tool, version, process.arch));
    });
  });

  it('nowhere that stays, when it is not to be cached', async () => {
    const job = testEnv.job();
    const main = await job.main({ ...testEnv.inputs, ...setup, cache: 'false' });
    expect(main.code).toBe(0);
    await job.post(main);
    for (const place of Object.values(job.places)) expect(filesBelow(place)).toEqual([]);
  });

  it.each([
    ...(runsAll
      ? [
          ['a range', '^0.4.0', minimalVersion],
          ['a tag', 'latest', minimalVersion],
        ]
      : []),
    ['a range of the other dialect', '>=0.5', '1.0.0'],
  ])('npm in the version that %s means', async (_, wanted, version) => {
    const inputs = { ...testEnv.inputs, ...setup, 'ntcli-version': wanted };
    const { code, outputs } = await testEnv.job().main(inputs);
    expect({ code, version: outputs['ntcli-version'] }).toEqual({ code: 0, version });
  });

  it('a tarball, whose path may have more than letters, and from the cache the next time', async () => {
    const job = testEnv.job();
    const path = join('dir (1)', "C:\\Zo\u00eb's #1 & %41.tgz");
    mkdirSync(join(job.places.checkout, 'dir (1)'));
    writeFileSync(join(job.places.checkout, path), readFileSync(tarballOf(minimalVersion).file));
    const inputs = { ...testEnv.inputs, ...preinstalled, 'ntcli-package': path };
    expect((await job.main({ ...inputs, ...setup })).outputs).toMatchObject({
      'ntcli-version': minimalVersion,
      'cache-hit': 'false',
    });
    expect((await job.main(inputs)).outputs).toMatchObject({
      'deploy-status': 'deployed',
      'cache-hit': 'true',
    });
  });

  it('PATH, when it is preinstalled', async () => {
    const job = testEnv.job();
    const env = { PATH: pathWithNtcli(job, 'documented') };
    const main = await job.main({ ...testEnv.inputs, ...preinstalled }, { env });
    expect(main.outputs).toMatchObject({ 'ntcli-version': '1.0.0', 'deploy-status': 'deployed' });
  });

  nightly(() => {
    it('one of five jobs that install at the same time, and all of them succeed', async () => {
      const job = testEnv.job();
      const runs = await Promise.all(Array.from({ length: 5 }, () => job.main(testEnv.inputs)));
      expect(runs.map(({ code }) => code)).toEqual(runs.map(() => 0));
      expect(readdirSync(join(job.places.toolCache, readdirSync(job.places.toolCache)[0] ?? ''))).toEqual([
        minimalVersion,
      ]);
    });
  });
});

describe('a tool cache', () => {
  const copyOf = (job: ReturnType<typeof testEnv.job>) => {
    const tool = join(job.places.toolCache, readdirSync(job.places.toolCache)[0] ?? '');
    return join(tool, minimalVersion, process.arch);
  };

  const withoutMarker: readonly [string, (copy: string) => void] = [
    'half a copy without its marker',
    (copy) => {
      rmSync(`${copy}.complete`);
      rmSync(join(copy, 'node_modules'), { recursive: true });
    },
  ];

  it.each<readonly [string, (copy: string) => void]>([
    [
      'a broken copy',
      (copy) => writeFileSync(join(copy, 'node_modules/@nimbletools/ntcli/package.json'), ''),
    ],
    ...(runsAll ? [withoutMarker] : []),
  ])('is used by the second run, without npm, and with %s is repaired', async (_, spoil) => {
    const job = testEnv.job();
    const requests = () => testEnv.registry.requests.length;
    const isCached = { 'cache-hit': 'true', 'deploy-status': 'deployed' };
    expect((await job.main({ ...testEnv.inputs, ...setup })).outputs['cache-hit']).toBe('false');
    const before = requests();
    expect((await job.main(testEnv.inputs)).outputs).toMatchObject(isCached);
    expect(requests()).toBe(before);
    spoil(copyOf(job));
    expect((await job.main({ ...testEnv.inputs, ...setup })).outputs['cache-hit']).toBe('false');
    expect((await job.main(testEnv.inputs)).outputs).toMatchObject(isCached);
    expect(readdirSync(join(copyOf(job), '..')).sort()).toEqual([process.arch, `${process.arch}.complete`]);
  });

  nightly(() => {
    it('is used again when the job runs with a umask of 000', async () => {
      const job = testEnv.job();
      const env = Object.fromEntries(
        Object.entries(testEnv.inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
      );
      const args = ['--import', 'data:text/javascript,process.umask(0)', resolve('dist/main/index.js')];
      const hits = [];
      for (let run = 0; run < 2; run++) {
        const { outputs, raw } = await job.run({ file: process.execPath, args, env });
        expect(outputs['deploy-status'], raw).toBe('deployed');
        hits.push(outputs['cache-hit']);
      }
      expect(hits).toEqual(['false', 'true']);
    });
  });

  nightly(() => {
    it('that every user can change is not used, and the log says why', async () => {
      const job = testEnv.job();
      await job.main(testEnv.inputs);
      chmodSync(job.places.toolCache, 0o777);
      const { outputs, log } = await job.main(testEnv.inputs);
      expect(outputs).toMatchObject({ 'cache-hit': 'false', 'deploy-status': 'deployed' });
      expect(log.join('\n')).toContain(
        `Tool cache not used: ${job.places.toolCache} is writable by other users.`,
      );
    });
  });

  nightly(() => {
    it('that cannot be written fails nothing', async () => {
      const job = testEnv.job({ env: { RUNNER_TOOL_CACHE: '/dev/null/cache' } });
      const main = await job.main(testEnv.inputs);
      expect(main.outputs, main.raw).toMatchObject({ 'cache-hit': 'false', 'deploy-status': 'deployed' });
    });
  });

  nightly(() => {
    it('does not hand a job what came from the registry of another', async () => {
      const job = testEnv.job();
      const inputs = { ...testEnv.inputs, 'npm-registry': '', 'ntcli-version': minimalVersion };
      const npmrc = join(job.places.home, '.npmrc');
      writeFileSync(npmrc, `@nimbletools:registry=${testEnv.registry.url}\n`);
      expect((await job.main(inputs)).outputs['deploy-status']).toBe('deployed');
      writeFileSync(npmrc, '@nimbletools:registry=http://127.0.0.1:9/\n');
      const other = await job.main(inputs);
      expect(other.code).toBe(5);
      expect(other.outputs).not.toHaveProperty('ntcli-version');
    });
  });
});

describe('an ntcli that says it speaks the documented dialect, and does not', () => {
  it('is signed in by its configuration file', async () => {
    const job = testEnv.job();
    const path = fakeNtcli(
      job,
      '0.9.0',
      `import ${JSON.stringify(join(packages.published, 'bin/ntcli.js'))};`,
    );
    const inputs = { ...testEnv.inputs, ...preinstalled };
    const main = await job.main(inputs, { env: { PATH: path } });
    expect(main.outputs).toMatchObject({ 'ntcli-version': '0.9.0', 'deploy-status': 'deployed' });
    expect((await job.shell('ntcli server list')).code).toBe(0);
  });
});

describe('an ntcli of the documented contract with `workspace switch` only', () => {
  it('is signed in by that', async () => {
    const job = testEnv.job();
    const path = fakeNtcli(
      job,
      '0.5.0',
      `
      if (process.argv[2] === 'workspace') {
        if (process.argv[3] !== 'switch') { console.error("error: unknown command 'select'"); process.exit(1); }
        process.argv[3] = 'select';
      }
      await import(${JSON.stringify(join(packages.documented, 'bin/ntcli.js'))});`,
    );
    const inputs = { ...testEnv.inputs, ...preinstalled };
    const main = await job.main(inputs, { env: { PATH: path } });
    expect(main.outputs, main.raw).toMatchObject({ 'ntcli-version': '0.5.0', 'deploy-status': 'deployed' });
    expect(filesWith(testEnv.token, job.places.temp)).toEqual([]);
  });
});

describe('an ntcli that cannot deploy any more', () => {
  it.each([
    ['0.4.1', {}, 'it uses a server registry API that no longer exists'],
    ['0.2.0', preinstalled, 'configuration'],
  ])('such as %s is refused with the reason', async (version, inputs, reason) => {
    const job = testEnv.job();
    const before = testEnv.registry.requests.length;
    const main = await job.main(
      { ...testEnv.inputs, 'ntcli-version': version, ...inputs },
      { env: { PATH: fakeNtcli(job, version, '') } },
    );
    expect(main.code).toBe(5);
    expect(main.annotations.map(({ message }) => message).join()).toContain(
      `ntcli ${version} cannot deploy: `,
    );
    expect(main.annotations.map(({ message }) => message).join()).toContain(reason);
    expect(testEnv.registry.requests.length).toBe(before);
  });
});

describe('ntcli cannot be had because', () => {
  // As in auto.test.ts, where the package is not chosen by the user.
  const noPackage: [string, Record<string, string>, string, RegExp] = [
    'the registry has no such package',
    { 'ntcli-package': '@nimbletools/other' },
    'ntcli not found in the npm registry',
    /E404.*deploy|preinstalled/s,
  ];

  it.each<[string, Record<string, string>, string, RegExp]>([
    ...(runsAll ? [noPackage] : []),
    [
      'the registry has no such version',
      { 'ntcli-version': '7.7.7' },
      'ntcli not found in the npm registry',
      /ETARGET/,
    ],
    [
      'its integrity is another',
      { 'ntcli-integrity': `sha512-${'A'.repeat(86)}==` },
      'Unexpected ntcli package',
      /has integrity sha512-/,
    ],
    [
      'the file is not there',
      { 'npm-registry': '', 'ntcli-version': '', 'ntcli-package': './gone.tgz' },
      'ntcli not found in the npm registry',
      /Cannot read the file/,
    ],
    [
      'the tarball has another version',
      { 'npm-registry': '', 'ntcli-package': 'tarball', 'ntcli-version': '1.0.0' },
      'Unexpected ntcli package',
      /Found ntcli 0\.4\.3, but 1\.0\.0/,
    ],
    ['it is not installed', preinstalled, 'ntcli is not on PATH', /PATH/],
  ])('%s', async (_, inputs, title, words) => {
    const job = testEnv.job();
    const file = Object.values(inputs).includes('tarball')
      ? { 'ntcli-package': tarballOf(minimalVersion).file }
      : {};
    const main = await job.main({ ...testEnv.inputs, ...inputs, ...file });
    expect({ code: main.code, title: main.annotations[0]?.title }).toEqual({ code: 5, title });
    expect(main.annotations[0]?.message).toMatch(words);
    expect(filesBelow(job.places.temp)).toEqual([]);
    expect(filesBelow(job.places.toolCache)).toEqual([]);
  });

  nightly(() => {
    it('the registry sends other bytes than it announces', async () => {
      const packument = testEnv.registry.packuments.get('@nimbletools/ntcli');
      const dist = packument?.versions[minimalVersion]?.dist;
      if (!dist) throw new Error('The registry has no such ntcli');
      const { integrity } = dist;
      dist.integrity = `sha512-${'A'.repeat(86)}==`;
      const main = await testEnv.job().main(testEnv.inputs);
      dist.integrity = integrity;
      expect(main.code).toBe(5);
      expect(main.annotations[0]?.message).toContain('EINTEGRITY');
    });
  });

  it.each([
    ['', 'node_modules/.bin'],
    [', below dots', '..bin'],
    [', which is a link', 'bin'],
  ])('the ntcli on PATH is one of the checkout%s', async (how, place) => {
    const job = testEnv.job();
    const bin = join(job.places.checkout, place);
    mkdirSync(bin, { recursive: true });
    const manifest = { name: '@nimbletools/ntcli', version: '0.4.4', bin: { ntcli: 'ntcli' } };
    writeFileSync(join(bin, 'package.json'), JSON.stringify(manifest));
    writeFileSync(
      join(bin, 'ntcli'),
      `#!/usr/bin/env node\nrequire('fs').writeFileSync('${job.root}/ran', '')\n`,
      { mode: 0o755 },
    );
    const link = join(job.root, 'link');
    symlinkSync(job.places.checkout, link);
    const env = {
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      ...(how.includes('link') ? { GITHUB_WORKSPACE: link } : {}),
    };
    const main = await job.main({ ...testEnv.inputs, ...preinstalled }, { env });
    expect(main.code).toBe(5);
    expect(existsSync(join(job.root, 'ran'))).toBe(false);
  });
});

describe('npm', () => {
  it('gets neither the token nor anything of the job that could steer it', async () => {
    const job = testEnv.job();
    const npm = join(job.root, 'npm', 'bin');
    mkdirSync(npm, { recursive: true });
    const seen = join(job.root, 'seen.json');
    writeFileSync(
      join(npm, 'npm-cli.js'),
      `require('fs').writeFileSync(${JSON.stringify(seen)}, JSON.stringify({ env: process.env, argv: process.argv, cwd: process.cwd() })); process.exit(1)`,
    );
    symlinkSync(join(npm, 'npm-cli.js'), join(npm, 'npm'));
    const main = await job.main(testEnv.inputs, {
      env: {
        PATH: `${npm}${delimiter}${process.env.PATH}`,
        NTCLI_TOKEN: testEnv.token,
        NODE_AUTH_TOKEN: 'for npm',
        NODE_PATH: '/hostile',
        npm_config_script_shell: '/hostile',
        NPM_CONFIG_USERCONFIG: join(job.places.checkout, '.npmrc'),
        BASH_ENV: '/hostile',
        AWS_SECRET_ACCESS_KEY: 'other secret',
      },
    });
    expect(main.code).toBe(5);
    const { env, argv, cwd } = JSON.parse(readFileSync(seen, 'utf8'));
    expect(JSON.stringify({ env, argv })).not.toContain(testEnv.token);
    expect(Object.keys(env).sort()).toEqual([
      'HOME',
      'NODE_AUTH_TOKEN',
      'NODE_DISABLE_COMPILE_CACHE',
      'PATH',
      'TEMP',
      'TMP',
      'TMPDIR',
      'USERPROFILE',
    ]);
    expect(argv).toContain('--ignore-scripts');
    expect(cwd.startsWith(job.places.checkout)).toBe(false);
  });

  nightly(() => {
    it('is not steered by the npm configuration of the user in what it installs where', async () => {
      const job = testEnv.job();
      const hostile = [
        'location=global',
        'save=false',
        'save-dev=true',
        'ignore-scripts=false',
        'dry-run=true',
        'omit=prod',
        'offline=true',
        'lockfile-version=1',
        'package-lock-only=true',
        'heading=hostile',
      ];
      writeFileSync(join(job.places.home, '.npmrc'), `${hostile.join('\n')}\n`);
      expect((await job.main(testEnv.inputs)).outputs['deploy-status']).toBe('deployed');
    });
  });

  it('and the log do not show the secret parts of a URL', async () => {
    const job = testEnv.job();
    const location = `https://user:pass-word-1@127.0.0.1:9/ntcli.tgz?signature=s3cr3t-v4lue`;
    const main = await job.main({
      ...testEnv.inputs,
      'npm-registry': '',
      'ntcli-version': '',
      'ntcli-package': location,
    });
    expect(main.code).toBe(5);
    expect(main.log.join('\n')).not.toMatch(/pass-word-1|s3cr3t-v4lue/);
  });

  it('uses the registry and the credentials that a step of the user would use, and shows neither', async () => {
    const job = testEnv.job();
    const { host } = new URL(testEnv.registry.url);
    writeFileSync(join(job.places.home, '.npmrc'), `//${host}/:_authToken=\${NPM_TOKEN}\n`);
    const before = testEnv.registry.requests.length;
    const main = await job.main(
      { ...testEnv.inputs, ...setup, 'npm-registry': '' },
      { env: { NPM_TOKEN: 'npm-credential-1', NPM_CONFIG_REGISTRY: testEnv.registry.url } },
    );
    expect(main.outputs, main.raw).toMatchObject({ 'ntcli-version': minimalVersion });
    const used = testEnv.registry.requests.slice(before).map(({ authorization }) => authorization);
    expect(new Set(used)).toEqual(new Set(['Bearer npm-credential-1']));
    expect(main.log.join('\n')).not.toContain('npm-credential-1');
  });

  it('never gets the NimbleTools token, even if the npm configuration names its variable', async () => {
    const job = testEnv.job();
    const { host } = new URL(testEnv.registry.url);
    writeFileSync(join(job.places.home, '.npmrc'), `//${host}/:_authToken=\${NTCLI_TOKEN}\n`);
    const before = testEnv.registry.requests.length;
    await job.main({ ...testEnv.inputs, ...setup }, { env: { NTCLI_TOKEN: testEnv.token } });
    const used = testEnv.registry.requests.slice(before).map(({ authorization }) => authorization);
    expect(used.length).toBeGreaterThan(0);
    expect(used.join()).not.toContain(testEnv.token);
  });

  nightly(() => {
    it('does not read the .npmrc of the checkout', async () => {
      const job = testEnv.job();
      writeFileSync(
        join(job.places.checkout, '.npmrc'),
        'registry=http://127.0.0.1:9/\nignore-scripts=false\n',
      );
      expect((await job.main(testEnv.inputs)).code).toBe(0);
    });
  });
});
