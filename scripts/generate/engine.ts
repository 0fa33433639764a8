import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { product } from '../../src/schema/constants.js';
import { errorCatalogue } from '../../src/schema/errors.js';

/** The committed engine file, by its path in the repository. */
export const engineFile = 'dist/ntcli-deploy.mjs';

/** Where a template takes the engine from, and what it must be. */
export function engineDefaults(): { readonly url: string; readonly sha256: string } {
  const raw = product.repository.replace('https://github.com/', 'https://raw.githubusercontent.com/');
  return {
    url: `${raw}/v${product.version}/${engineFile}`,
    sha256: createHash('sha256').update(readFileSync(engineFile)).digest('hex'),
  };
}

/**
 * The JavaScript that a template runs as `node -e '...'`: it reads the engine, checks it, and only then runs it in the
 * same process. Exits with 5 otherwise.
 */
export function engineLoader(): string {
  const texts = {
    unavailable: errorCatalogue['engine-unavailable'],
    altered: errorCatalogue['engine-altered'],
  };
  const source = readFileSync('scripts/generate/engine-loader.js', 'utf8').replace(/^\/\/.*\n/gm, '');
  return Object.entries(texts).reduce((code, [name, { title, cause, hint }]) => {
    return code.replace(`@${name}@`, `${title}: ${cause} ${hint}`);
  }, source);
}
