import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { workflowNamed, workflows } from './workflow-files.js';

describe.each(workflows)('.github/workflows/$file', ({ text, permissions, concurrency, jobs }) => {
  const steps = jobs.flatMap(([, job]) => job.steps);

  it('pins every action by the SHA of a version that it names', () => {
    const uses = text.split('\n').filter((line) => /^\s*(- )?uses:/.test(line));
    expect(uses.length).toBe(steps.filter((step) => step.uses !== undefined).length);
    for (const line of uses) {
      expect(line).toMatch(/uses: (\.\/|[\w.-]+(\/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
    }
  });

  it('gives no permission but to the job that needs it', () => {
    expect(permissions).toEqual({});
    expect(jobs.filter(([, job]) => typeof job.permissions !== 'object').map(([name]) => name)).toEqual([]);
  });

  it('bounds every job and says what happens to a second run', () => {
    const unbounded = jobs.filter(([, job]) => !((job['timeout-minutes'] ?? 0) > 0));
    expect(unbounded.map(([name]) => name)).toEqual([]);
    expect(concurrency).toBeDefined();
  });

  it('leaves no credentials behind a checkout', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual(checkouts.map(() => false));
  });

  it('pastes nothing into a script, and runs nothing that it has just fetched', () => {
    for (const { run } of steps) {
      expect(run ?? '').not.toContain('${{');
      expect(run ?? '').not.toMatch(/\bnpx\b|\b(curl|wget)\b/);
    }
  });

  it('runs only scripts that package.json has', () => {
    const manifest: { scripts: object } = JSON.parse(readFileSync('package.json', 'utf8'));
    const matrix = jobs.flatMap(([, { strategy }]) => strategy?.matrix.script ?? []);
    const named = [...text.matchAll(/run: npm run ([\w-]+)/g)].map(([, script]) => script);
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining([...matrix, ...named]));
  });
});

describe('the job all-green', () => {
  const { jobs } = workflowNamed('ci.yml');
  const { needs, if: condition } = jobs['all-green'] ?? {};

  it('waits for every other job of the workflow', () => {
    const others = Object.keys(jobs).filter((name) => name !== 'all-green');
    expect([...(needs ?? [])].sort()).toEqual(others.sort());
  });

  it('runs after a failure too, for GitHub takes a job that was skipped for one that has passed', () => {
    expect(condition).toBe('always()');
  });

  it('is not fooled by a job that may fail', () => {
    expect(Object.values(jobs).filter((job) => 'continue-on-error' in job)).toEqual([]);
  });
});

describe('the workflows together', () => {
  it('and .ci/run install one version of check-jsonschema', () => {
    const texts = [...workflows.map(({ text }) => text), readFileSync('.ci/run', 'utf8')];
    const versions = texts.flatMap((text) =>
      [...text.matchAll(/check-jsonschema(==\S+)/g)].map(([, pin]) => pin),
    );
    expect(versions.length).toBeGreaterThan(1);
    expect(new Set(versions).size).toBe(1);
  });

  it('pin one version of an action', () => {
    const versions = new Map<string, Set<string>>();
    for (const [, action = '', version = ''] of workflows
      .map(({ text }) => text)
      .join('\n')
      .matchAll(/uses: ([\w.-]+\/[\w.-]+)\S*@(.+)/g)) {
      versions.set(action, (versions.get(action) ?? new Set()).add(version));
    }
    expect([...versions].filter(([, all]) => all.size > 1)).toEqual([]);
  });
});
