import { appendFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Fault } from './fault.js';
import { type Mode, modes, type Observation, runFault } from './run-fault.js';

/** File to which `npm run faults:publish` appends one line of JSON per run. */
const record = process.env.FAULTS_RECORD;

/** Creates a test for every row of a table in every mode. */
export function runTable(name: string, table: readonly Fault[]): void {
  for (const mode of Object.keys(modes) as Mode[]) {
    describe(`${name}, ${mode}`, () => {
      for (const row of table.filter(({ skipReason }) => skipReason))
        it.skip(`${nameOf(row)}: SKIPPED, ${row.skipReason}`);
      // Passed as a separate text, because vitest truncates values taken from an object.
      it.each(table.filter(({ skipReason }) => !skipReason).map((row) => [nameOf(row), row] as const))(
        '%s',
        async (_, fault) => {
          const seen = await runFault(fault, mode);
          try {
            if (record !== undefined)
              appendFileSync(
                record,
                `${JSON.stringify({ ...recorded(fault, mode, seen), place: table.indexOf(fault) })}\n`,
              );
            await judge(fault, seen);
          } finally {
            await seen.sandbox.end();
          }
        },
      );
    });
  }
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

function recorded({ area, what, expected }: Fault, mode: Mode, seen: Observation) {
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
