/** True in `npm run test:all`, false in `npm test`. */
export const runsAll = process.env.TEST_SET === 'all';

/**
 * Registers tests for `npm run test:all`, and none for `npm test`: they take long, and a test of `npm test` finds most of
 * what they find. A file of such tests is named `*.nightly.test.ts`.
 */
export function nightly(register: () => void): void {
  if (runsAll) register();
}

/** The first rows of a table of tests; in `npm run test:all`, all of them. */
export function firstRows<Row>(count: number, rows: readonly Row[]): readonly Row[] {
  return runsAll ? rows : rows.slice(0, count);
}
