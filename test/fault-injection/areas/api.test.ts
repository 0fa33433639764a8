import { describe } from 'vitest';
import { apiFaults, oneOfEachError } from '../api-tables.js';
import { runTable } from '../run-table.js';
import { sizeFaults } from '../sizes.js';

describe.concurrent('API', () => {
  runTable(
    apiFaults.filter(({ nightly }) => !nightly),
    'in process',
  );
  runTable(oneOfEachError, 'plain');
  runTable(sizeFaults, 'plain');
});
