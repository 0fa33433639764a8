import { readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { apiFaults } from './api-tables.js';
import { attacks } from './attacks.js';
import { faults } from './faults.js';
import { runTable } from './run-table.js';

// Runs the rows that `npm run mutations -- --rows` has chosen (scripts/mutations/rows/run.js).
const { pattern, except }: { pattern: string; except: string[] } = JSON.parse(
  readFileSync('rows-to-run.json', 'utf8'),
);
const chosen = [...attacks, ...faults].filter(({ area, what }) => {
  const name = `${area}: ${what}`;
  return new RegExp(pattern).test(name) && !except.includes(name);
});

describe.concurrent('rows', () => {
  // A file without a test is an error.
  it.skip('of which there may be none');
  runTable(
    chosen.filter((row) => !apiFaults.includes(row)),
    'plain',
  );
  runTable(
    chosen.filter((row) => apiFaults.includes(row)),
    'in process',
  );
});
