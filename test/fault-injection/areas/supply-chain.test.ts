import { describe } from 'vitest';
import { runFastRows } from '../run-table.js';
import { supplyChainAttacks } from '../supply-chain.js';

describe.concurrent('Supply chain', () => runFastRows(supplyChainAttacks));
