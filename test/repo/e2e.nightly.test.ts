import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { startJob } from '../fakes/github-runner.js';
import { githubNode } from '../github-node.js';
import { certificates, stopFakes } from './own-checkout.js';
import { type Step, workflowNamed } from './workflow-files.js';

/** Results of earlier steps, by id. */
type Done = Record<string, { outputs: Record<string, string>; outcome: string }>;

/** GitHub's runtime, from the `node` package of npm. */
const job = startJob({ node: githubNode, env: certificates });
let log = '';
afterAll(() => {
  stopFakes(log);
  job.end();
});

/** Evaluates the few expressions that the job uses. An unknown one is an error. */
function evaluated(text: string, steps: Done): string {
  return text.replaceAll(/\$\{\{ (.+?) \}\}/g, (_, expression: string) => {
    const [, isJson, id = '', what, name = ''] =
      /^(toJSON\()?steps\.([\w-]+)\.(outputs|outcome)(?:\.([\w-]+))?\)?$/.exec(expression) ?? [];
    const step = steps[id];
    const value =
      what === 'outcome' ? step?.outcome : isJson ? JSON.stringify(step?.outputs) : step?.outputs[name];
    if (value === undefined) throw new Error(`Unknown expression ${expression}.`);
    return value;
  });
}

async function runStep(step: Step, steps: Done) {
  const given = (values: Readonly<Record<string, unknown>> = {}) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, evaluated(String(value), steps)]),
    );
  if (step.uses === './') return job.main(given(step.with));
  return job.run({ file: 'bash', args: ['-eo', 'pipefail', '-c', step.run ?? ''], env: given(step.env) });
}

it('the end-to-end job of the workflow passes', async () => {
  for (const part of ['package.json', 'test'])
    cpSync(part, join(job.places.checkout, part), { recursive: true });
  const steps: Done = {};
  for (const step of workflowNamed('ci.yml').jobs['end-to-end']?.steps ?? []) {
    if (step.uses?.startsWith('actions/checkout@') || step.if === "runner.os == 'Windows'") continue;
    const result = await runStep(step, steps);
    log += result.raw;
    if (!step['continue-on-error']) expect(result.code, `${step.name}\n${result.raw}`).toBe(0);
    const outcome = result.code === 0 ? 'success' : 'failure';
    if (step.id) steps[step.id] = { outputs: result.outputs, outcome };
  }
  expect(Object.keys(steps)).toEqual(['fakes', 'deploy', 'again', 'refused', 'unknown-token']);
  expect([steps.refused?.outcome, steps['unknown-token']?.outcome]).toEqual(['failure', 'failure']);
  expect(log).toMatch(/Workspace not found[\s\S]*401/);
}, 600_000);
