import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generatedFiles } from '../../src/generate/files.js';

describe('generated files', () => {
  it.each(generatedFiles)('$path is what `npm run build` writes', ({ path, text }) => {
    const committed = readFileSync(path, 'utf8');
    expect(text(committed)).toBe(committed);
  });
});
