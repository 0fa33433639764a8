import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { interpolate } from '../fakes/gitlab-interpolate.js';
import { runProcess } from '../fakes/run-process.js';
import { hasProgram } from '../programs.js';
import { certificates, checkOut, stopFakes, withFreePorts } from './own-checkout.js';

interface Include {
  readonly component: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

const file = '.gitlab-ci.yml';
const text = readFileSync(file, 'utf8');
const { include, ...own }: { include: Include[] } & Record<string, unknown> = parse(text, {
  version: '1.1',
  merge: true,
});

/** The component that an include names, as the strict reader of the tests sees it. */
function jobsOf({ component, inputs }: Include): Record<string, unknown> {
  const [, name] = /^\$CI_SERVER_FQDN\/\$CI_PROJECT_PATH\/(\w+)@\$CI_COMMIT_SHA$/.exec(component) ?? [];
  return interpolate(readFileSync(`templates/${name}.yml`, 'utf8'), inputs);
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

describe('the pipeline of this repository on GitLab', () => {
  it('adds to jobs that the components make, and takes nothing of theirs away', () => {
    for (const one of include) {
      const jobs = jobsOf(one);
      const name = String(one.inputs['job-name']);
      const [theirs, ours] = [jobs[name], own[name]];
      if (!isMapping(theirs) || !isMapping(ours)) throw new Error(`No job ${name}.`);
      const lists = Object.keys(ours).filter((key) => key !== 'variables');
      expect(lists.filter((key) => key in theirs)).toEqual([]);
    }
  });

  it.each([
    ['v1.0.0', true],
    ['v10.20.30', true],
    ['v1', false],
    ['1.0.0', false],
    ['v1.0.0-rc.1', false],
  ])('releases the tag %s: %s', (tag, isReleased) => {
    const [, pattern = '(?!)'] = /CI_COMMIT_TAG =~ \/(.+)\//.exec(text) ?? [];
    expect(new RegExp(pattern).test(tag)).toBe(isReleased);
  });

  const hasRsync = hasProgram('rsync', '--version');
  it.skipIf(!hasRsync)('passes with gitlab-ci-local', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'gitlab-'));
    const project = join(directory, 'project');
    checkOut(project);
    writeFileSync(join(project, file), await withFreePorts(text));
    const git = (...args: string[]) => execFileSync('git', args, { cwd: project, stdio: 'pipe' });
    git('init', '--quiet', '--initial-branch=main');
    git('remote', 'add', 'origin', 'git@gitlab.example.com:acme/ntcli-deploy.git');
    git('add', '.');
    git('-c', 'user.name=test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '--message=test');
    const runner = resolve('node_modules/gitlab-ci-local/dist/index.js');
    const { output: log } = await runProcess(process.execPath, [runner, '--force-shell-executor'], {
      cwd: project,
      env: { PATH: process.env.PATH, HOME: directory, TMPDIR: directory, ...certificates },
    });
    stopFakes(log);
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
    for (const job of ['test-deploy', 'test-check', 'test-outputs']) {
      expect(log).toMatch(new RegExp(` PASS .*${job}`));
    }
    expect(log).not.toContain('create-release');
  });
});
