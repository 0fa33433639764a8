/**
 * What every measurement needs: a platform, an npm registry that has everything, and an ntcli as slow as the real one.
 */
import { join } from 'node:path';
import { findNpmCli } from '../test/fakes/npm-pack.js';
import { startNpmRegistry } from '../test/fakes/npm-registry.js';
import { configuredRegistry } from '../test/fakes/npm-upstream.js';
import { startPlatform } from '../test/fakes/platform.js';
import { makeToken } from '../test/fakes/tokens.js';
import { writeSlowNtcli } from './heavy-ntcli.js';

/** @typedef {Awaited<ReturnType<typeof setStage>>} Stage */

/** Servers that a run may deploy. The first is the one of every run with a single server. */
export const serverIds = Array.from({ length: 8 }, (_, index) =>
  index === 0 ? 'my-server' : `server-${index}`,
);

/**
 * @param {string} root an empty directory
 */
export async function setStage(root) {
  const token = makeToken();
  await writeSlowNtcli(join(root, 'package'));
  const upstream = configuredRegistry();
  const registry = await startNpmRegistry({ packages: [join(root, 'package')], upstream });
  // Up at the first look: what is measured is this program, not how long a server takes to come up.
  const platform = await startPlatform({ operatorMs: 0, lagMs: 0, startMs: 0 });
  platform.tokens.set(token, { access: 'full' });
  const spec = platform.catalogue.get('my-server');
  if (!spec) throw new Error('The stand-in registry has no my-server.');
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
