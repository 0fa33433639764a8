// @ts-check
import { attackClaims } from './claims-attacks.js';
import { faultClaims } from './claims-faults.js';

/**
 * Which rows turn red by which mutation, by the name of the mutation (`file: what`). Of a row with two protections, both
 * are removed.
 *
 * @typedef {{ mutations: readonly string[], rows: RegExp }} Claim
 */

/** @type {readonly Claim[]} */
export const claims = [...attackClaims, ...faultClaims];
