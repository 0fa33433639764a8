// @ts-check
import { existsSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';

const name = process.platform === 'win32' ? 'node.exe' : 'node';
const places = (process.env.PATH ?? '').split(delimiter).filter((place) => place !== '');

/**
 * The Node.js of this machine, which CI varies. npm puts node_modules/.bin first on PATH, where the package `node` has that of
 * GitHub's runner.
 */
export const machineNode =
  places
    .filter((place) => !place.includes(`${sep}node_modules${sep}`))
    .map((place) => join(place, name))
    .find((file) => existsSync(file)) ?? process.execPath;
