import { describe } from 'vitest';
import { runFastRows } from '../run-table.js';
import { selfHostedAttacks } from '../self-hosted.js';

describe.concurrent('Self-hosted machines', () => runFastRows(selfHostedAttacks));
