/**
 * Shared by all measurements: a platform, an npm registry with all packages, and an ntcli as slow as the real one.
 */
import { join } from 'node:path';
import { findNpmCli } from '../test/fakes/npm-pack.js';
import { startNpmRegistry } from '../test/fakes/npm-registry.js';
import { configuredRegistry } from '../test/fakes/npm-upstream.js';
import { startPlatform } from '../test/fakes/platform.js';
import { makeToken } from '../test/fakes/tokens.js';
import { writeHeavyNtcli } from './heavy-ntcli.js';

/** @typedef {Awaited<ReturnType<typeof createFixtures>>} Fixtures */

/** Servers to deploy. Runs with a single server deploy the first. */
export const serverIds = Array.from({ length: 8 }, (_, index) =>
  index === 0 ? 'ai.nimbletools/echo' : `ai.nimbletools/server-${index}`,
);

/**
 * @param {string} root an empty directory
 */
export async function createFixtures(root) {
  const token = makeToken();
  await writeHeavyNtcli(join(root, 'package'));
  const upstream = configuredRegistry();
  const registry = await startNpmRegistry({ packages: [join(root, 'package')], upstream });
  // Healthy at the first poll: this measures the program, not the startup of a server.
  const platform = await startPlatform({ operatorMs: 0, lagMs: 0, startMs: 0 });
  platform.tokens.set(token, { access: 'full' });
  const spec = platform.catalogue.get('ai.nimbletools/echo');
  if (!spec) throw new Error('The fake registry has no such server.');
  for (const id of serverIds) platform.catalogue.set(id, { ...spec, name: id });
  return {
    root,
    token,
    registry,
    platform,
    npm: findNpmCli(),
    close: () => Promise.all([registry.close(), platform.close()]),
  };
}
