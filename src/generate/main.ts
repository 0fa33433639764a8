import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { generatedFiles } from './files.js';

for (const { path, text } of generatedFiles) {
  const now = existsSync(path) ? readFileSync(path, 'utf8') : '';
  writeFileSync(path, text(now));
}
