import { describe } from 'vitest';
import { attacks } from './attacks.js';
import { runTable } from './run-table.js';

describe.concurrent('attacks', () => runTable('Attack', attacks));
