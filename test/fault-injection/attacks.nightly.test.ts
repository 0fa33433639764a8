import { describe } from 'vitest';
import { attacks } from './attacks.js';
import { runAllRows } from './run-table.js';

describe.concurrent('attacks', () => runAllRows(attacks));
