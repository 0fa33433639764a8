import { describe } from 'vitest';
import { runFastRows } from '../run-table.js';
import { tokenAttacks } from '../token.js';

describe.concurrent('Token', () => runFastRows(tokenAttacks));
