import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bashFrame, busyboxFrames, commonFrames, type Frame } from '../../fakes/gitlab-runner-shell.js';
import { runsAll } from '../../nightly.js';
import { hasProgram } from '../../programs.js';
import { componentJobs, mergeRequest, sha256, startMachine } from './job.js';

const allFrames = [...commonFrames, ...(hasProgram('busybox', 'true') ? busyboxFrames : [])];
const machine = startMachine();
afterAll(() => machine.end());

/** An engine that ends with a code, and says which command it was given. */
function engineEndingWith(code: number) {
  const text = `console.log("command:", process.env.NTCLI_COMMAND);\nprocess.exitCode = ${code};\n`;
  return { engine: machine.write(`exit-${code}.mjs`, text), 'engine-sha256': sha256(text) };
}

// One generator writes them all; only the two jobs of a preview have a line of shell of their own, the same one.
const jobs = componentJobs.filter(({ component }) => runsAll || component !== 'check');

describe.each(jobs)('the job $name', ({ component, name, command }) => {
  const frames = runsAll || command === 'deploy' ? allFrames : [bashFrame];
  const run = (frame: Frame, inputs: Readonly<Record<string, unknown>>, variables = {}) =>
    machine.run(frame, component, { inputs, name, variables: { ...mergeRequest, ...variables } });

  it.each(frames)('passes exit codes on in $frame', async (frame) => {
    for (const code of runsAll ? [0, 3, 75] : [0, 75]) {
      const result = await run(frame, engineEndingWith(code));
      expect(result.log).toContain(`command: ${command}`);
      expect(result.code).toBe(code);
    }
  });

  it.each(frames)('ends with 5 and our words for a wrong engine in $frame', async (frame) => {
    const result = await run(frame, { ...engineEndingWith(0), 'engine-sha256': '0'.repeat(64) });
    expect(result.log).toMatch(/^Error: .*SHA-256/m);
    expect(result.code).toBe(5);
  });

  it('runs an engine of the repository', async () => {
    const { engine, 'engine-sha256': hash } = engineEndingWith(0);
    const result = await machine.run(bashFrame, component, {
      inputs: { engine: 'ci/engine.mjs', 'engine-sha256': hash },
      name,
      variables: mergeRequest,
      prepare(directory) {
        mkdirSync(join(directory, 'ci'));
        copyFileSync(engine, join(directory, 'ci/engine.mjs'));
      },
    });
    expect(result.log).toContain(`command: ${command}`);
    expect(result.code).toBe(0);
  });

  if (component !== 'preview') return;
  it.each(frames)('ends with 2 without the numbers that name the workspace in $frame', async (frame) => {
    for (const value of ['', '1,production,mr-1', '1\nproduction', '$(id)']) {
      const result = await run(frame, engineEndingWith(0), { CI_MERGE_REQUEST_IID: value });
      expect(result.log).toMatch(/^Error: .*CI_MERGE_REQUEST_IID/m);
      expect(result.log).not.toContain('command: ');
      expect(result.code).toBe(2);
    }
  });
});
