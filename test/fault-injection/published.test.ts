import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { attacks } from './attacks.js';
import { faults } from './faults.js';
import { cell, publications, rowsIn, tablesOf } from './published.js';

const all = [...attacks, ...faults];

describe('the published tables', () => {
  it.each(publications)(
    'of $file are the tables that are tested (`npm run faults:publish`)',
    ({ file, areas }) => {
      const rows = areas.flatMap((area) => all.filter((row) => row.area === area));
      const published = rowsIn(readFileSync(file, 'utf8')).filter(([what]) => what !== 'What');
      expect(published.map(([what, expected]) => [what, expected])).toEqual(
        rows.map(({ what, expected }) => [cell(what), cell(expected)]),
      );
    },
  );

  it('contain every row, under a unique name', () => {
    const areas = publications.flatMap((one) => one.areas);
    expect(all.filter(({ area }) => !areas.includes(area))).toEqual([]);
    const names = all.map(({ area, what }) => `${area}: ${what}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('stay valid tables for any text in a row', () => {
    const odd = { area: 'Odd', what: 'a | `b|c`\n<img>', expected: '||' };
    const run = {
      ...odd,
      mode: 'plain',
      exit: 0,
      title: '|',
      leaks: 0,
      commands: 0,
      duration: 1,
      peakMemory: 1,
    };
    const text = tablesOf(['Odd'], [run]);
    expect(rowsIn(text).at(-1)).toEqual(['a \\| `b\\|c` &lt;img>', '\\|\\|', 'exit 0: \\|']);
  });
});
