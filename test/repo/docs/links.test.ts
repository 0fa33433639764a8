import { existsSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { product } from '../../../src/schema/constants.js';
import { anchorsOf, pages, proseOf } from './pages.js';

/** Links to a file of this repository that are written with the address of the hosted one. */
const own = new RegExp(`^${product.repository}/(?:blob|tree)/main/`);

const links = pages.flatMap((page) =>
  [...proseOf(page).matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g)].map(([, link = '']) => ({ page, link })),
);

/** Where a link leads in this repository; undefined for one that leads elsewhere. */
function target(page: string, link: string): { file: string; anchor: string } | undefined {
  const [path = '', anchor = ''] = link.split('#');
  if (own.test(link)) return { file: path.replace(own, ''), anchor };
  if (/^[a-z]+:/.test(link)) return undefined;
  return { file: path === '' ? page : posix.join(dirname(page), path), anchor };
}

describe('the pages', () => {
  it('are found, and have links', () => {
    expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/recipes.md', 'test/fakes/README.md']));
    expect(links.length).toBeGreaterThan(30);
  });

  it.each(pages)('%s has no link that leads nowhere', (page) => {
    const broken = links
      .filter((link) => link.page === page)
      .filter(({ link }) => {
        const to = target(page, link);
        if (to === undefined) return false;
        if (!existsSync(to.file)) return true;
        return to.anchor !== '' && to.file.endsWith('.md') && !anchorsOf(to.file).has(to.anchor);
      });
    expect(broken.map(({ link }) => link)).toEqual([]);
  });
});

describe('an anchor', () => {
  it('is what GitHub makes of a heading', () => {
    expect(anchorsOf('docs/troubleshooting.md')).toContain('the-token-was-rejected-401');
    expect(anchorsOf('docs/recipes.md')).toContain('staging-then-production-with-approval');
  });
});
