// @ts-check
import { join } from 'node:path';
import { rolldown } from 'rolldown';

/**
 * Bundles the action from the sources of a copy of the repository, within a second. The committed bundle is made by tsc and
 * ncc, which take half a minute.
 *
 * @param {string} copy
 */
export async function bundle(copy) {
  for (const entry of ['main', 'post']) {
    const build = await rolldown({
      input: { index: join(copy, 'src', `${entry}.ts`) },
      cwd: copy,
      platform: 'node',
      logLevel: 'silent',
    });
    await build.write({
      dir: join(copy, 'dist', entry),
      format: 'esm',
      entryFileNames: '[name].js',
      chunkFileNames: '[name].index.js',
    });
    await build.close();
  }
}
