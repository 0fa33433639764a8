// @ts-check
import { childMutations } from './table-child.js';
import { inputMutations } from './table-inputs.js';
import { machineMutations } from './table-machine.js';
import { redactMutations } from './table-redact.js';

/** @type {readonly import('./mutation.js').Group[]} */
export const groups = [...redactMutations, ...childMutations, ...machineMutations, ...inputMutations];
