import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes the directory in which the tests of one run share what they packed (test/fakes/npm-pack.js). */
export default function setup(): () => void {
  const directory = mkdtempSync(join(tmpdir(), 'ntcli-test-packs-'));
  process.env.NTCLI_TEST_PACKS = directory;
  return () => rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
}
