import { attacks } from './attacks.js';
import { runTable } from './run-table.js';

runTable('Attack', attacks);
