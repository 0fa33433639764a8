import { describe } from 'vitest';
import { credentialFaults } from '../credentials.js';
import { npmFaults } from '../npm.js';
import { runFastRows } from '../run-table.js';

describe.concurrent('npm', () => runFastRows([...npmFaults, ...credentialFaults]));
