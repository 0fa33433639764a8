import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { product } from '../../src/schema/constants.js';
import { type ErrorCode, errorCatalogue } from '../../src/schema/errors.js';

/** The committed engine file, by its path in the repository. */
export const engineFile = 'dist/ntcli-deploy.mjs';

export interface EngineDefaults {
  /** The file in the tagged commit. */
  readonly url: string;
  /** The same file as an asset of the release, for when the first address fails. */
  readonly asset: string;
  readonly sha256: string;
}

/** Where a template takes the engine from, and what it must be. */
export function engineDefaults(): EngineDefaults {
  const raw = product.repository.replace('https://github.com/', 'https://raw.githubusercontent.com/');
  return {
    url: `${raw}/v${product.version}/${engineFile}`,
    asset: `${product.repository}/releases/download/v${product.version}/${engineFile.replace(/^.*\//, '')}`,
    sha256: createHash('sha256').update(readFileSync(engineFile)).digest('hex'),
  };
}

/** The failures of the loader: what the user reads is the same as from the engine. */
const loaderErrors = [
  'node-too-old',
  'engine-unavailable',
  'engine-altered',
  'disk-unusable',
  'internal',
] as const satisfies readonly ErrorCode[];

/**
 * The JavaScript that a template runs as `node -e '...'`: it reads the engine, compares its SHA-256, and only then runs
 * it in the same process. Exits with the code of the error that it reports.
 */
export function engineLoader(): string {
  const { url, asset } = engineDefaults();
  const texts = Object.fromEntries(loaderErrors.map((code) => [code, errorText(code)]));
  const values: Readonly<Record<string, string>> = {
    ...texts,
    'default-engine': url,
    'default-engine-asset': asset,
  };
  const source = readFileSync('scripts/generate/engine-loader.js', 'utf8');
  return source
    .replace(/^ *\/\/.*\n/gm, '')
    .replace(/"@exit-([a-z-]+)@"/g, (_, code: string) => String(findExit(code)))
    .replace(/@([a-z-]+)@/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`The loader names @${name}@, which has no value`);
      return value;
    });
}

function findExit(name: string): number {
  const entry = Object.entries(errorCatalogue).find(([code]) => code === name);
  if (!entry) throw new Error(`The loader names @exit-${name}@, which is not an error code`);
  return entry[1].exit;
}

/** Shell line that fails without Node.js. Echoes what the engine would say about an old one, with the same exit code. */
export const requireNode = `command -v node > /dev/null || { ${failInShell('node-too-old')}; }`;

/** Shell commands that report the error and exit with its code. */
export function failInShell(code: ErrorCode): string {
  return `echo 'Error: ${errorText(code)}' >&2; exit ${errorCatalogue[code].exit}`;
}

/** The line of a failure, without what happened: the loader adds a code. */
function errorText(code: ErrorCode): string {
  const { title, cause, hint } = errorCatalogue[code];
  return `${title}: ${cause} ${hint}`;
}
