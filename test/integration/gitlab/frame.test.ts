import { afterAll, describe, expect, it } from 'vitest';
import { busyboxFrames, commonFrames } from '../../fakes/gitlab-runner-shell.js';
import { runsAll } from '../../nightly.js';
import { hasProgram } from '../../programs.js';
import { sha256, startMachine } from './job.js';

const frames = [...commonFrames, ...(hasProgram('busybox', 'true') ? busyboxFrames : [])];
const machine = startMachine();
afterAll(() => machine.end());

/** An engine that ends with a code, and says which command it was given. */
function engineEndingWith(code: number) {
  const text = `console.log("command:", process.env.NTCLI_COMMAND);\nprocess.exitCode = ${code};\n`;
  return { engine: machine.write(`exit-${code}.mjs`, text), 'engine-sha256': sha256(text) };
}

// Both are written by the same generator.
const components = runsAll ? (['deploy', 'check'] as const) : (['deploy'] as const);

describe.each(components)('the job of templates/%s.yml', (component) => {
  it.each(frames)('passes exit codes on in $frame', async (frame) => {
    for (const code of [0, 3, 75]) {
      const result = await machine.run(frame, component, { inputs: engineEndingWith(code) });
      expect(result.log).toContain(`command: ${component}`);
      expect(result.code).toBe(code);
    }
  });

  it.each(frames)('ends with 5 and our words for a wrong engine in $frame', async (frame) => {
    const inputs = { ...engineEndingWith(0), 'engine-sha256': '0'.repeat(64) };
    const result = await machine.run(frame, component, { inputs });
    expect(result.log).toMatch(/^Error: .*SHA-256/m);
    expect(result.code).toBe(5);
  });
});
