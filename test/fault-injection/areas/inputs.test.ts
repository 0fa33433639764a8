import { describe } from 'vitest';
import { inputAttacks } from '../inputs.js';
import { runFastRows } from '../run-table.js';

describe.concurrent('Inputs and command files', () => runFastRows(inputAttacks));
