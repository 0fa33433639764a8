import { describe } from 'vitest';
import { networkFaults } from '../network.js';
import { runFastRows } from '../run-table.js';

describe.concurrent('Network', () => runFastRows(networkFaults));
