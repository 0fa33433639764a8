// @ts-check
/**
 * Writes src/ntcli/install/lockfile.json: every dependency of ntcli, pinned to an exact version and the SHA-512 of its tarball. Run
 * it when the default version of ntcli changes, or to update dependencies:
 *
 *     node scripts/pin-lockfile.js <directory of that ntcli, or of the fake, with package.json>
 *
 * Package URLs are omitted, because every machine uses its configured registry (src/ntcli/install/lockfile.ts).
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [directory = 'test/fakes/ntcli-0.4'] = process.argv.slice(2);
const { name, version, dependencies } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
const work = mkdtempSync(join(tmpdir(), 'pin-ntcli-'));
try {
  writeFileSync(join(work, 'package.json'), JSON.stringify({ private: true, dependencies }));
  execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts'], {
    cwd: work,
    stdio: 'inherit',
  });
  /** @type {{ packages: Record<string, Record<string, unknown>> }} */
  const lock = JSON.parse(readFileSync(join(work, 'package-lock.json'), 'utf8'));
  const packages = Object.entries(lock.packages).flatMap(([path, entry]) => {
    const { version, integrity, dependencies, peerDependencies, peerDependenciesMeta, optional, peer } =
      entry;
    const kept = { version, integrity, dependencies, peerDependencies, peerDependenciesMeta, optional, peer };
    return path === '' ? [] : [[path, kept]];
  });
  const tree = { ntcli: { name, version, dependencies }, packages: Object.fromEntries(packages) };
  writeFileSync('src/ntcli/install/lockfile.json', `${JSON.stringify(tree, null, 2)}\n`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
