import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readClaims } from '../../scripts/mutations/rows/mutations.js';
import { attacks } from './attacks.js';
import { faults } from './faults.js';

const nameOf = ({ area, what }: (typeof attacks)[number]) => `${area}: ${what}`;
const rows = [...attacks, ...faults].map(nameOf);
const proven: Record<string, string> = JSON.parse(readFileSync('scripts/mutations/rows/proven.json', 'utf8'));

// `npm run mutations:rows` applies the mutations, and records which rows turn red.
describe('a row that cannot fail proves nothing, so', () => {
  it('every row turns red by a mutation', () => {
    expect(rows.filter((row) => proven[row] === undefined)).toEqual([]);
  });

  it('the record has only rows and mutations that there are', () => {
    const claims = readClaims();
    const misfits = Object.entries(proven).filter(
      ([row, name]) =>
        !rows.includes(row) || !claims.some((claim) => claim.name === name && claim.rows.test(row)),
    );
    expect(misfits).toEqual([]);
  });
});
