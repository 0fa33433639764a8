import { lstatSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { isTrusted } from '../../lib/fs.js';
import { failed } from '../../schema/errors.js';

/**
 * Refuses an ntcli above which another user can put packages: Node.js looks for what a package asks for, and does not
 * find, in the `node_modules` of every directory above, up to the root.
 *
 * @param entry absolute path of the file that is started
 * @throws Failed modules-above
 */
export function refuseModulesAbove(entry: string): void {
  if (process.getuid === undefined) return;
  for (let above = dirname(entry); ; above = dirname(above)) {
    const path = join(above, 'node_modules');
    // The install itself is looked after elsewhere.
    const isAbove = !entry.startsWith(path + sep);
    const stats = isAbove ? lstatSync(path, { throwIfNoEntry: false }) : undefined;
    const isOpen = stats?.isDirectory() && (stats.mode & 0o002) !== 0;
    if (stats && (isOpen || !isTrusted(stats)))
      throw failed('modules-above', `Another user can write to ${path}.`);
    if (above === dirname(above)) return;
  }
}
