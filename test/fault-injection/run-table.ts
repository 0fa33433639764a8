import { appendFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { oneOfEachError } from './api-tables.js';
import type { Fault } from './fault.js';
import { type Mode, type Observation, runFault } from './run-fault.js';
import { runInProcess } from './run-in-process.js';

/** File to which `npm run faults:publish` appends one line of JSON per run. */
const record = process.env.FAULTS_RECORD;

/** `in process`: without starting one (`run-in-process.ts`). */
type How = Mode | 'in process';

/** Creates a test for every row of a table. */
export function runTable(table: readonly Fault[], how: How): void {
  describe(how, () => {
    for (const row of table.filter(({ skipReason }) => skipReason))
      it.skip(`${nameOf(row)}: SKIPPED, ${row.skipReason}`);
    // Passed as a separate text, because vitest truncates values taken from an object.
    it.each(table.filter(({ skipReason }) => !skipReason).map((row) => [nameOf(row), row] as const))(
      '%s',
      async (_, fault) => {
        const seen = await (how === 'in process' ? runInProcess(fault) : runFault(fault, how));
        try {
          if (record !== undefined) {
            const line = { ...recorded(fault, how, seen), place: table.indexOf(fault) };
            appendFileSync(record, `${JSON.stringify(line)}\n`);
          }
          await judge(fault, seen);
        } finally {
          await seen.sandbox.end();
        }
      },
    );
  });
}

/** Creates the tests of `npm test` for a table. */
export function runFastRows(table: readonly Fault[]): void {
  runTable(table.filter(isFast), 'plain');
}

/** Creates the nightly tests for a table: with debug logging, and rows that `npm test` does not run. When publishing, all. */
export function runAllRows(table: readonly Fault[]): void {
  runTable(record === undefined ? table.filter((row) => !isFast(row)) : table, 'plain');
  runTable(table, 'debug');
}

/** True if `npm test` runs the row as a process. */
function isFast(row: Fault): boolean {
  return !row.nightly && (row.area !== 'API' || oneOfEachError.includes(row));
}

function nameOf({ area, what }: Fault): string {
  return `${area}: ${what}`;
}

/** Compares the observation with what the row expects. */
export async function judge({ expect: expected }: Fault, seen: Observation): Promise<void> {
  const { main } = seen;
  const errors = main.annotations.filter(({ level }) => level === 'error').map(({ title }) => title);
  const log = main.log.join('\n');
  // The log says more than two numbers if a row fails.
  expect({ exit: main.code, errors }, log).toEqual({
    exit: expected.exit,
    errors: expected.title === null ? [] : [expected.title],
  });
  expect(main.outputs, log).toMatchObject(expected.outputs ?? {});
  for (const text of expected.log ?? []) expect(log).toMatch(text);
  for (const text of expected.notInLog ?? []) expect(log).not.toMatch(text);
  expect(seen.leaks, 'places where the token is').toEqual([]);
  expect(seen.commands, 'commands in the log that are not ours').toEqual([]);
  await expected.also?.(seen);
}

function recorded({ area, what, expected }: Fault, mode: How, seen: Observation) {
  const { leaks, commands, duration, cancel, peakMemory, main } = seen;
  const title = main.annotations.find(({ level }) => level === 'error')?.title ?? '';
  return {
    area,
    what,
    expected,
    mode,
    exit: main.code,
    title,
    leaks: leaks.length,
    commands: commands.length,
    duration,
    cancel,
    peakMemory,
  };
}
