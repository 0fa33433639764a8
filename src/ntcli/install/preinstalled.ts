import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { isInside } from '../../lib/fs.js';
import { product } from '../../schema/constants.js';
import { failed } from '../../schema/errors.js';
import { type Ntcli, readNtcli } from './package.js';

/**
 * Finds the package behind the `ntcli` on PATH. Directories inside the checkout do not count: anyone who can send a
 * pull request could put a program there.
 *
 * @throws Failed ntcli-not-preinstalled
 */
export async function findPreinstalled(path: string, checkout: string): Promise<Ntcli> {
  for (const place of path.split(delimiter)) {
    if (!isAbsolute(place) || isInside(place, checkout)) continue;
    const directory = packageBehind(place);
    if (!directory || isInside(directory, checkout)) continue;
    // What is no package of ntcli, such as a script of that name, hides none further down.
    const found = await readNtcli(directory).catch(() => undefined);
    if (found) return found;
  }
  throw failed('ntcli-not-preinstalled', 'No directory of PATH has an ntcli package behind `ntcli`.');
}

/** The package whose `ntcli` command stands in a directory of PATH: behind a link, or beside a `.cmd` of npm. */
function packageBehind(place: string): string | undefined {
  if (process.platform === 'win32') {
    const beside = join(place, 'node_modules', product.ntcli.package);
    return existsSync(join(place, 'ntcli.cmd')) && existsSync(beside) ? beside : undefined;
  }
  const command = join(place, 'ntcli');
  if (!existsSync(command)) return undefined;
  const file = realpathSync(command);
  for (let directory = dirname(file); directory !== dirname(directory); directory = dirname(directory)) {
    if (existsSync(join(directory, 'package.json'))) return directory;
  }
  return undefined;
}
