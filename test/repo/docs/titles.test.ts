import { describe, expect, it } from 'vitest';
import { errorCatalogue } from '../../../src/schema/errors.js';
import { noticeCatalogue } from '../../../src/schema/notices.js';
import { headingsOf } from './pages.js';

const headings = headingsOf('docs/troubleshooting.md');
const titles = [...Object.values(errorCatalogue), ...Object.values(noticeCatalogue)].map(
  ({ title }) => title,
);

describe('the troubleshooting page', () => {
  it.each(titles)('has one heading for "%s"', (title) => {
    expect(headings.filter((heading) => heading === title)).toHaveLength(1);
  });
});
