import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readClaims } from '../../scripts/mutations/rows/mutations.js';
import { attacks } from './attacks.js';
import { faults } from './faults.js';

const nameOf = ({ area, what }: (typeof attacks)[number]) => `${area}: ${what}`;
const rows = [...attacks, ...faults].map(nameOf);
const proven: Record<string, string> = JSON.parse(readFileSync('scripts/mutations/rows/proven.json', 'utf8'));

/** Rows that are not proven yet. Lower it with every proof. */
const MAX_UNPROVEN = 24;

// `npm run mutations:rows` applies the mutations, and records which rows turn red.
describe('a row that cannot fail proves nothing, so', () => {
  it('rows turn red by a mutation', () => {
    const open = rows.filter((row) => proven[row] === undefined);
    expect(open.length, open.join('\n')).toBeLessThanOrEqual(MAX_UNPROVEN);
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
