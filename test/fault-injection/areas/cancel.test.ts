import { describe } from 'vitest';
import { cancelFaults } from '../cancel.js';
import { runFastRows } from '../run-table.js';

describe.concurrent('Cancel', () => runFastRows(cancelFaults));
