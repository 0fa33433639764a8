import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatTimeline } from '../../src/deploy/summary-timeline.js';
import type { Timing } from '../../src/lib/timings.js';
import { findNpmCli } from '../fakes/npm-pack.js';

const run = promisify(execFile);

/** Prints what Mermaid reads in a chart. Not a dependency of this package, because it has 150 MB. */
const program = `
import mermaid from 'mermaid';
await mermaid.parse(process.argv[2]);
const { db } = await mermaid.mermaidAPI.getDiagramFromText(process.argv[2]);
console.log(JSON.stringify(db.getTasks().map(({ task, startTime, endTime }) => [task.trim(), +startTime, +endTime])));
`;

let directory = '';
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'mermaid-'));
  writeFileSync(join(directory, 'read.mjs'), program);
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', `--cache=${join(directory, 'cache')}`];
  await run(process.execPath, [findNpmCli(), 'install', 'mermaid@11.17.2', ...options], { cwd: directory });
}, 600_000);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function barsOf(timings: readonly Timing[]): Promise<unknown> {
  const chart = formatTimeline(timings).split('\n').slice(1, -1).join('\n');
  const { stdout } = await run(process.execPath, [join(directory, 'read.mjs'), chart]);
  return JSON.parse(stdout);
}

describe('the chart of the summary', () => {
  it.each([4_000, 240_000, 4_000_000])('has the bars that Mermaid reads, for %i ms', async (ms) => {
    const timings = [
      { name: 'Install ntcli', startMs: 0, endMs: ms / 2 },
      { name: 'Deploy ai.nimbletools/echo@1.2.0', startMs: ms / 2, endMs: ms },
    ];
    expect(await barsOf(timings)).toEqual([
      [expect.stringMatching(/^Install ntcli \(.+\)$/), 0, ms / 2],
      [expect.stringMatching(/^Deploy ai\.nimbletools\/echo@1\.2\.0 \(.+\)$/), ms / 2, ms],
    ]);
  });

  it('has one bar for each step, whatever a server is named', async () => {
    const names = [
      'a: b, c',
      'x;y #z',
      '%%{init: {}}%%',
      'section end',
      'crit, active',
      'a\nb :1, 2',
      'click call',
    ];
    const bars = await barsOf(
      names.map((name, index) => ({ name: `Deploy ${name}`, startMs: index, endMs: index + 10 })),
    );
    expect(bars).toEqual(names.map((_, index) => [expect.any(String), index, index + 10]));
  });
});
