import { describe } from 'vitest';
import { apiFaults, oneOfEachError } from '../api-tables.js';
import type { Fault } from '../fault.js';
import { runTable } from '../run-table.js';
import { sizeFaults } from '../sizes.js';

const byDay = (rows: readonly Fault[]) => rows.filter(({ nightly }) => !nightly);

describe.concurrent('API', () => {
  runTable(byDay(apiFaults), 'in process');
  runTable(oneOfEachError, 'plain');
  runTable(byDay(sizeFaults), 'plain');
});
