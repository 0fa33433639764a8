import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { product } from '../../src/schema/constants.js';
import { firstRows, nightly } from '../nightly.js';
import { isPosix, onPosix } from '../posix.js';
import { workflowNamed } from './workflow-files.js';

/** The release after this one. */
const [major = 0, minor = 0, patch = 0] = product.version.split('.').map(Number);
const next = `${major}.${minor}.${patch + 1}`;
const tag = `v${next}`;
const majorTag = `refs/tags/v${major}`;
const newer = `v${major}.${minor + 1}.0`;
const escapeDots = (text: string) => text.replaceAll('.', '\\.');

let home: string;
let project: string;

/** Copies what git tracks, and what it would. */
function copyRepository(directory: string): void {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = execFileSync('git', args, { encoding: 'utf8' })
    .split('\0')
    .filter((file) => existsSync(file));
  for (const file of files.filter((name) => name !== '')) cpSync(file, join(directory, file));
}

const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args], {
    cwd: project,
    stdio: 'pipe',
    encoding: 'utf8',
  }).trim();

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'release-'));
  project = join(home, 'project');
  copyRepository(project);
  execFileSync(process.execPath, ['scripts/release/bump.js', next], { cwd: project });
  const changelog = join(project, 'CHANGELOG.md');
  const text = readFileSync(changelog, 'utf8');
  writeFileSync(
    changelog,
    text.replace(new RegExp(`^## \\[${escapeDots(next)}\\].*\n`, 'm'), (line) => `${line}\n- A fix.\n`),
  );
  mkdirSync(join(home, 'bin'));
  copyFileSync(resolve('test/fakes/gh.js'), join(home, 'bin', 'gh'));
  writeFileSync(join(home, 'bin', 'package.json'), '{"type":"module"}');
  chmodSync(join(home, 'bin', 'gh'), 0o755);
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('commit', '--quiet', '--message=test');
  git('tag', tag);
});
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

// Each test starts without a release, in a clean checkout of the tag.
afterEach(() => {
  rmSync(join(home, 'state.json'), { force: true });
  git('reset', '--quiet', '--hard');
  git('clean', '--quiet', '-dffx');
});

interface State {
  readonly releases: Readonly<Record<string, { isDraft: boolean; assets: readonly { name: string }[] }>>;
  readonly refs: Readonly<Record<string, string>>;
}
const readState = (): State => JSON.parse(readFileSync(join(home, 'state.json'), 'utf8'));

/** Runs the scripts of a job of release.yml as the runner does; the actions between them are left out. */
function runJob(name: string, fail = '', released = tag): { status: number; log: string } {
  const steps = workflowNamed('release.yml').jobs[name]?.steps ?? [];
  let log = '';
  for (const { run } of steps.filter((step) => step.run !== undefined)) {
    const result = spawnSync('bash', ['-eo', 'pipefail', '-c', run ?? ''], {
      cwd: project,
      encoding: 'utf8',
      env: {
        PATH: [join(home, 'bin'), process.env.PATH].join(delimiter),
        HOME: home,
        RUNNER_TEMP: home,
        GITHUB_REF_NAME: released,
        GITHUB_REPOSITORY: 'NimbleBrainInc/ntcli-deploy',
        GH_STATE: join(home, 'state.json'),
        GH_FAIL: fail,
      },
    });
    log += result.stdout + result.stderr;
    if (result.status !== 0) return { status: result.status ?? 1, log };
  }
  return { status: 0, log };
}

describe.runIf(isPosix)(onPosix('a release'), () => {
  it('publishes the engine with its checksum, then moves the major tag', () => {
    expect(runJob('release')).toMatchObject({ status: 0 });
    expect(readState().releases[tag]).toEqual({
      isDraft: false,
      assets: [{ name: 'ntcli-deploy.mjs' }, { name: 'ntcli-deploy.mjs.sha256' }],
    });
    expect(runJob('major-tag')).toMatchObject({ status: 0 });
    expect(readState().refs).toEqual({ [majorTag]: git('rev-parse', 'HEAD') });
  });

  it.each(firstRows(1, ['upload', 'create', 'publish']))(
    'is finished by a second run after a lost answer (%s)',
    (call) => {
      expect(runJob('release', call).status).not.toBe(0);
      expect(runJob('release')).toMatchObject({ status: 0 });
      const { isDraft, assets } = readState().releases[tag] ?? {};
      expect([isDraft, assets?.length]).toEqual([false, 2]);
    },
  );

  nightly(() => {
    it('moves the major tag in a second run after a lost answer', () => {
      runJob('release');
      expect(runJob('major-tag', 'tag').status).not.toBe(0);
      expect(runJob('major-tag')).toMatchObject({ status: 0 });
      expect(readState().refs[majorTag]).toBe(git('rev-parse', 'HEAD'));
    });
  });

  it('does not move the major tag back, nor to a draft', () => {
    expect(runJob('major-tag').status).not.toBe(0);
    const releases = { [newer]: { isDraft: false, assets: [] }, [tag]: { isDraft: false, assets: [] } };
    writeFileSync(join(home, 'state.json'), JSON.stringify({ releases, refs: {}, calls: [] }));
    expect(runJob('major-tag')).toMatchObject({
      status: 0,
      log: expect.stringContaining(`stays at ${newer}`),
    });
    expect(readState().refs).toEqual({});
  });

  it('stops when the tag is not the version', () => {
    expect(runJob('release', '', 'v9.9.9').status).not.toBe(0);
  });
});

// Slow, because it builds the bundles: a bump that breaks the build or a page is only seen so.
nightly(() => {
  it.runIf(isPosix)(onPosix('one command bumps everything, and the pages still hold'), () => {
    symlinkSync(resolve('node_modules'), join(project, 'node_modules'));
    const run = (...args: string[]) =>
      spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8', env: { ...process.env, CI: '' } });
    const npm = spawnSync('npm', ['run', 'build'], { cwd: project, encoding: 'utf8' });
    expect(npm.status, npm.stderr).toBe(0);
    const old = spawnSync(
      'grep',
      ['-rlE', `ntcli-deploy[/@]v${escapeDots(product.version)}`, '.', '--exclude-dir=node_modules'],
      {
        cwd: project,
        encoding: 'utf8',
      },
    );
    expect(old.stdout).toBe('');
    const tests = run(
      'node_modules/vitest/vitest.mjs',
      'run',
      'test/repo/docs',
      'test/unit/generated.test.ts',
    );
    expect(tests.status, tests.stdout).toBe(0);
  });
});
