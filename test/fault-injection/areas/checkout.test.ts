import { describe } from 'vitest';
import { checkoutAttacks } from '../checkout.js';
import { runFastRows } from '../run-table.js';

describe.concurrent('Checkout and job environment', () => runFastRows(checkoutAttacks));
