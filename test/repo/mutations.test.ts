import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rowMutations } from '../../scripts/mutations/rows/table-rows.js';
import { groups } from '../../scripts/mutations/table.js';

// `npm run mutations` takes long and runs every night; a table that does not fit the sources is found here.
it.each([...groups, ...rowMutations].map(({ file, mutations }) => [file, mutations] as const))(
  'each mutation of %s finds its text once',
  (file, mutations) => {
    const text = readFileSync(file, 'utf8');
    const misfits = mutations.filter(({ find }) => text.split(find).length !== 2);
    expect(misfits.map(({ what }) => what)).toEqual([]);
  },
);
